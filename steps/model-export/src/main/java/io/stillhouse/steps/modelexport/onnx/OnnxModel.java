package io.stillhouse.steps.modelexport.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.graph.OperationSink;
import io.stillhouse.training.graph.Tensor;
import io.stillhouse.training.modelfile.ModelDescription;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A classifier as one ONNX file, of the operators of opset 17 alone.
 *
 * <p>Input {@code images}: float32 [batch, channels, height, width], pixel / 255. The normalisation
 * is part of the graph: what is forgotten most often, or done with another dataset's figures,
 * cannot be. Outputs {@code logits} and {@code probabilities}: float32 [batch, classes]; the latter
 * are softmax (or, of independent labels, sigmoid) of the logits divided by the model's calibrated
 * temperature. Of several branches the logits are those of the mean of their probabilities.
 */
public final class OnnxModel {
  /** Version of the standard operators. */
  public static final int OPSET = 17;

  /** Version of the file format. */
  public static final int IR_VERSION = 8;

  public static final String IMAGES = "images";
  public static final String LOGITS = "logits";
  public static final String PROBABILITIES = "probabilities";

  private final ModelProto model;

  private OnnxModel(ModelProto model) {
    this.model = model;
  }

  /** A network, told operation by operation. */
  @FunctionalInterface
  public interface TracedNetwork {
    /** Tells the sink of it; returns the logits of each branch. */
    List<String> trace(String images, OperationSink<String> sink);
  }

  /**
   * Writes a network down.
   *
   * @param network BatchNorm folded
   * @param metadata further pairs beside those that describe the model
   */
  public static OnnxModel of(
      ModelDescription description, TracedNetwork network, SortedMap<String, String> metadata) {
    OnnxGraph graph = new OnnxGraph("classifier");
    String images =
        graph.input(
            IMAGES,
            "pixel / 255, from 0 to 1, channels first; normalised in the graph",
            description.channels(),
            description.height(),
            description.width());
    List<String> branches =
        network.trace(normalised(graph, images, description), new OnnxOperations(graph));
    boolean exclusive = description.task() == Task.MULTICLASS;
    String logits = branches.get(0);
    if (branches.size() > 1) {
      BranchMean mean = new BranchMean(graph);
      logits = exclusive ? mean.ofSoftmax(branches) : mean.ofSigmoid(branches);
    }
    int classes = description.classes().size();
    graph.output(LOGITS, logits, "one value a class, in the order of the labels", classes);
    graph.output(
        PROBABILITIES,
        probabilities(graph, logits, description),
        (exclusive ? "softmax" : "sigmoid") + " of logits / temperature",
        classes);

    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("stillhouse")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph.build());
    SortedMap<String, String> pairs = new TreeMap<>(metadata);
    pairs.putAll(OnnxMetadata.of(description));
    pairs.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return new OnnxModel(model.build());
  }

  /** Writes the file. The same network and metadata give the same bytes. */
  public void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      model.writeTo(out);
    }
  }

  private static String normalised(OnnxGraph graph, String images, ModelDescription description) {
    String centred =
        graph.node(
            "Sub", List.of(images, graph.constant(channels("input.mean", description.mean()))));
    return graph.node(
        "Div",
        List.of(
            centred,
            graph.constant(channels("input.standardDeviation", description.standardDeviation()))));
  }

  private static Tensor channels(String name, List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return new Tensor(name, List.of((long) floats.length, 1L, 1L), floats);
  }

  private static String probabilities(
      OnnxGraph graph, String logits, ModelDescription description) {
    String scaled = logits;
    if (description.temperature() != 1) {
      scaled =
          graph.node(
              "Div",
              List.of(logits, graph.scalar("temperature", (float) description.temperature())));
    }
    return description.task() == Task.MULTICLASS
        ? graph.node("Softmax", List.of(scaled), OnnxAttributes.integer("axis", 1))
        : graph.node("Sigmoid", List.of(scaled));
  }
}
