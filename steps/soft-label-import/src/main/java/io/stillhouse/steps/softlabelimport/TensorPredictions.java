package io.stillhouse.steps.softlabelimport;

import ai.djl.util.Float16Utils;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileReader;
import io.stillhouse.training.tensorfile.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file of tensors: {@code ids} int64 [N] and one with the values, [N, classes].
 *
 * @param reader the file
 * @param tensor the name of the tensor with the values
 */
record TensorPredictions(TensorFileReader reader, String tensor) {
  private static final String IDS = "ids";

  /**
   * Finds the tensor in a file.
   *
   * @param wanted its name; needed where several could be meant
   * @throws InvalidInputException when it is not there or not clear
   */
  static TensorPredictions open(Path file, Optional<String> wanted) throws IOException {
    TensorFileReader reader = TensorFileReader.open(file);
    List<String> candidates =
        reader.names().stream()
            .filter(name -> !name.equals(IDS) && reader.info(name).shape().size() == 2)
            .filter(name -> floating(reader.info(name).type()))
            .toList();
    if (wanted.isPresent() && !candidates.contains(wanted.get())) {
      throw new InvalidInputException(
          "%s has no tensor '%s' of predictions%s; it has %s"
              .formatted(
                  file.getFileName(),
                  wanted.get(),
                  Suggestion.closest(wanted.get(), candidates)
                      .map(closest -> " (did you mean '" + closest + "'?)")
                      .orElse(""),
                  candidates));
    }
    if (wanted.isEmpty() && candidates.size() != 1) {
      throw new InvalidInputException(
          "%s has %d tensors of predictions, %s; name one with parameter tensor"
              .formatted(file.getFileName(), candidates.size(), candidates));
    }
    return new TensorPredictions(reader, wanted.orElseGet(() -> candidates.get(0)));
  }

  /** What the tensor's name says of its values. */
  Values values() {
    return tensor.startsWith("logits") ? Values.LOGITS : Values.PROBABILITIES;
  }

  /** Reads all rows; what is wrong goes to the defects. */
  void read(DatasetInfo dataset, Predictions predictions, Defects defects) throws IOException {
    String of = reader.metadata().getOrDefault("dataset", dataset.name());
    if (!of.equals(dataset.name())) {
      defects.add("its predictions are of dataset '%s', not '%s'".formatted(of, dataset.name()));
    }
    TensorInfo info = reader.info(tensor);
    long rows = info.shape().get(0);
    int classes = dataset.classes().size();
    if (info.shape().get(1) != classes) {
      defects.add(
          "tensor '%s' has %d columns for %d classes"
              .formatted(tensor, info.shape().get(1), classes));
      return;
    }
    LongBuffer ids = reader.bytes(IDS, ElementType.INT64, rows).asLongBuffer();
    ByteBuffer values = reader.bytes(tensor);
    for (int row = 0; row < rows; row++) {
      double[] ofRow = new double[classes];
      Place place = new Place("row", row);
      boolean numbers = true;
      for (int c = 0; c < classes; c++) {
        ofRow[c] = value(values, info.type());
        numbers &= !Double.isNaN(ofRow[c]);
      }
      if (!numbers) {
        defects.add(place, "a value is not a number");
      }
      predictions.add(place, ids.get(row), ofRow);
    }
  }

  private static boolean floating(ElementType type) {
    return type == ElementType.FLOAT16
        || type == ElementType.FLOAT32
        || type == ElementType.FLOAT64;
  }

  private static double value(ByteBuffer bytes, ElementType type) {
    return switch (type) {
      case FLOAT16 -> Float16Utils.halfToFloat(bytes.getShort());
      case FLOAT32 -> bytes.getFloat();
      default -> bytes.getDouble();
    };
  }
}
