package io.stillhouse.training.torchscript;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.stillhouse.training.TrainingInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a module from elsewhere is to be fed, and how its answers are to be read.
 *
 * @param mean that the module was trained with, of pixel / 255, one a channel; three for a grey
 *     dataset repeat the grey in each
 * @param standardDeviation the same way, above 0
 * @param height pixels of the images that the module takes; others are resized, bilinearly and
 *     without antialiasing
 * @param width the same way
 * @param values what the outputs are
 * @param outputs how many the module gives for an image, 1 or more
 * @param columns for each class of the dataset the output that means it, from 0, all different
 */
public record ModuleContract(
    List<Double> mean,
    List<Double> standardDeviation,
    int height,
    int width,
    ModuleValues values,
    int outputs,
    List<Integer> columns) {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  // Every problem is collected, so that a broken file is mended in one go.
  public ModuleContract {
    List<String> problems = new ArrayList<>();
    if (mean == null || standardDeviation == null || mean.size() != standardDeviation.size()) {
      problems.add("mean and standardDeviation do not have one value a channel each");
    } else if (mean.isEmpty()) {
      problems.add("mean and standardDeviation are empty");
    } else if (standardDeviation.stream().anyMatch(value -> !(value > 0))) {
      problems.add("a standardDeviation is not above 0");
    }
    if (height < 1 || width < 1) {
      problems.add("an image of %d x %d has no pixels".formatted(height, width));
    }
    if (values == null) {
      problems.add("values is missing");
    }
    if (columns == null || columns.isEmpty()) {
      problems.add("columns are missing");
    } else {
      for (int column : columns) {
        if (column < 0 || column >= outputs) {
          problems.add("there is no output %d of %d".formatted(column, outputs));
        }
      }
      if (columns.stream().distinct().count() != columns.size()) {
        problems.add("an output means two classes");
      }
    }
    if (!problems.isEmpty()) {
      throw new TrainingInputException(
          "What is said of the module is wrong: " + String.join("; ", problems));
    }
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    columns = List.copyOf(columns);
  }

  /** Whether the outputs are the classes, in their order. */
  boolean isInOrder() {
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c) != c) {
        return false;
      }
    }
    return columns.size() == outputs;
  }

  /** The JSON text. */
  public String toJson() {
    return GSON.toJson(this) + "\n";
  }

  /**
   * Reads the JSON text.
   *
   * @throws TrainingInputException naming everything that is wrong with it
   */
  public static ModuleContract fromJson(String json) {
    try {
      ModuleContract contract = GSON.fromJson(json, ModuleContract.class);
      if (contract == null) {
        throw new TrainingInputException("what is said of the module is empty");
      }
      return contract;
    } catch (JsonParseException e) {
      throw new TrainingInputException(
          "What is said of the module is not readable: " + e.getMessage(), e);
    }
  }
}
