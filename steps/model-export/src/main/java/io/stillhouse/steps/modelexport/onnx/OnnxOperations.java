package io.stillhouse.steps.modelexport.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.stillhouse.training.graph.Normalisation;
import io.stillhouse.training.graph.OperationSink;
import io.stillhouse.training.graph.Tensor;
import io.stillhouse.training.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network's operations as ONNX nodes. */
record OnnxOperations(OnnxGraph graph) implements OperationSink<String> {

  @Override
  public String convolution(
      String x, Tensor weight, Optional<Tensor> bias, Window window, int groups) {
    List<String> inputs = new ArrayList<>(List.of(x, graph.constant(weight)));
    bias.ifPresent(values -> inputs.add(graph.constant(values)));
    return graph.node(
        "Conv",
        inputs,
        kernel(window),
        strides(window),
        pads(window),
        OnnxAttributes.integer("group", groups));
  }

  @Override
  public String normalisation(String x, Normalisation normalisation) {
    return graph.node(
        "BatchNormalization",
        List.of(
            x,
            graph.constant(normalisation.scale()),
            graph.constant(normalisation.shift()),
            graph.constant(normalisation.mean()),
            graph.constant(normalisation.variance())),
        OnnxAttributes.real("epsilon", normalisation.epsilon()));
  }

  @Override
  public String relu(String x) {
    return graph.node("Relu", List.of(x));
  }

  @Override
  public String relu6(String x) {
    return graph.node(
        "Clip", List.of(x, graph.scalar("relu6.minimum", 0), graph.scalar("relu6.maximum", 6)));
  }

  @Override
  public String sigmoid(String x) {
    return graph.node("Sigmoid", List.of(x));
  }

  @Override
  public String silu(String x) {
    return graph.node("Mul", List.of(x, sigmoid(x)));
  }

  @Override
  public String hardSigmoid(String x) {
    return graph.node(
        "HardSigmoid",
        List.of(x),
        OnnxAttributes.real("alpha", 1 / 6f),
        OnnxAttributes.real("beta", 0.5f));
  }

  @Override
  public String hardSwish(String x) {
    return graph.node("HardSwish", List.of(x));
  }

  @Override
  public String scale(String x, String factors) {
    return graph.node("Mul", List.of(x, factors));
  }

  @Override
  public String add(String first, String second) {
    return graph.node("Add", List.of(first, second));
  }

  @Override
  public String maxPool(String x, Window window) {
    return graph.node("MaxPool", List.of(x), kernel(window), strides(window), pads(window));
  }

  @Override
  public String averagePool(String x, Window window) {
    return graph.node("AveragePool", List.of(x), kernel(window), strides(window), pads(window));
  }

  @Override
  public String concatenate(String first, String second) {
    return graph.node("Concat", List.of(first, second), OnnxAttributes.integer("axis", 1));
  }

  @Override
  public String channels(String x, int from, int to) {
    return graph.node(
        "Slice",
        List.of(
            x,
            graph.integers("channels.from." + from, from),
            graph.integers("channels.to." + to, to),
            graph.integers("channels.axis", 1)));
  }

  @Override
  public String interleave(String first, String second, int channels) {
    long[] order = new long[2 * channels];
    for (int i = 0; i < channels; i++) {
      order[2 * i] = i;
      order[2 * i + 1] = channels + i;
    }
    return graph.node(
        "Gather",
        List.of(concatenate(first, second), graph.integers("interleave." + channels, order)),
        OnnxAttributes.integer("axis", 1));
  }

  @Override
  public String resample(String x, Tensor rows, Tensor columns) {
    String higher = graph.node("MatMul", List.of(graph.constant(rows), x));
    return graph.node("MatMul", List.of(higher, graph.constant(columns)));
  }

  @Override
  public String globalMean(String x) {
    return graph.node("GlobalAveragePool", List.of(x));
  }

  @Override
  public String meanOverPositions(String x) {
    return graph.node("Flatten", List.of(globalMean(x)), OnnxAttributes.integer("axis", 1));
  }

  @Override
  public String linear(String x, Tensor weight, Tensor bias) {
    return graph.node(
        "Gemm",
        List.of(x, graph.constant(weight), graph.constant(bias)),
        OnnxAttributes.integer("transB", 1));
  }

  private static AttributeProto kernel(Window window) {
    return OnnxAttributes.integers("kernel_shape", window.kernel(), window.kernel());
  }

  private static AttributeProto strides(Window window) {
    return OnnxAttributes.integers("strides", window.stride(), window.stride());
  }

  private static AttributeProto pads(Window window) {
    int padding = window.padding();
    return OnnxAttributes.integers("pads", padding, padding, padding, padding);
  }
}
