package io.stillhouse.steps.modelexport.card;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.stillhouse.steps.modelexport.check.Agreement;
import io.stillhouse.steps.modelexport.check.SingleImageLatency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model_card.json} says, and {@code MODEL_CARD.md} in words. A component that is null
 * is not known, and left out of the JSON.
 *
 * @param name what the model is called
 * @param intendedUse what it is for
 * @param model what it is
 * @param input what it takes
 * @param files what belongs to it
 * @param measured what was measured of it, on images that it was not trained on unless the split is
 *     the train split
 * @param onnx the ONNX file and how it was checked
 * @param latency of single images on one thread
 * @param lineage what it was made from
 */
public record ModelCard(
    String name,
    @Nullable String intendedUse,
    Model model,
    Input input,
    List<CardFile> files,
    MeasuredFigures measured,
    Onnx onnx,
    Latencies latency,
    Origins lineage) {
  /** The card for programs. */
  public static final String JSON = "model_card.json";

  /** The card for people. */
  public static final String MARKDOWN = "MODEL_CARD.md";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /**
   * What the model is.
   *
   * @param architecture as a definition writes it
   * @param branches architectures of the branches whose probabilities are averaged; null for a
   *     plain network
   * @param task {@code multiclass} or {@code multilabel}
   * @param labels class names in the order of the outputs
   * @param parameters trainable values
   * @param macs multiply-accumulate operations of one image
   * @param temperature that the probabilities are calibrated with, 1 when nobody calibrated
   */
  public record Model(
      String architecture,
      @Nullable List<String> branches,
      String task,
      List<String> labels,
      long parameters,
      long macs,
      double temperature) {}

  /**
   * One image as the files take it.
   *
   * @param channels 1 (grey) or 3 (RGB)
   * @param height in pixels
   * @param width in pixels
   * @param mean per channel, of pixel / 255; the ONNX file subtracts it itself
   * @param standardDeviation per channel; the ONNX file divides by it itself
   */
  public record Input(
      int channels, int height, int width, List<Double> mean, List<Double> standardDeviation) {}

  /**
   * The ONNX file.
   *
   * @param opset version of the operators
   * @param irVersion version of the format
   * @param tolerance the largest difference from the trained network's logits that was let pass
   * @param check what was found
   */
  public record Onnx(int opset, int irVersion, double tolerance, Agreement check) {}

  /**
   * Single images, one thread, on the machine that exported the model.
   *
   * @param djl the network with BatchNorm folded, in DJL on PyTorch
   * @param onnxRuntime the ONNX file
   */
  public record Latencies(SingleImageLatency djl, SingleImageLatency onnxRuntime) {}

  /**
   * What the model was made from.
   *
   * @param model digest of the Model artifact that was exported
   * @param branch the branch of it, counted from 1; null: all of it
   * @param dataset digest of the Dataset artifact
   * @param steps every step that these rest on, in the order in which they can be done
   * @param untold digests of artifacts of which nobody can say any more how they were made
   */
  public record Origins(
      String model,
      @Nullable Integer branch,
      String dataset,
      List<Origin> steps,
      List<String> untold) {}

  /**
   * One step.
   *
   * @param run the run that carried it out, {@code pipelines/P/runs/R}
   * @param step its name
   * @param component what carried it out
   * @param parameters its parameters; of files and folders the last part of the path
   * @param inputs digests of what it read
   * @param outputs digests of what it made, as far as it was made use of
   */
  public record Origin(
      String run,
      String step,
      String component,
      Map<String, JsonElement> parameters,
      Map<String, List<String>> inputs,
      Map<String, String> outputs) {}

  /** The text of {@link #JSON}. */
  public String toJson() {
    return GSON.toJson(this) + "\n";
  }
}
