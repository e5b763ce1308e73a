package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.stillhouse.training.graph.OperationSink;
import io.stillhouse.training.graph.Window;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A convolution, then BatchNorm if there is one, then a non-linearity. */
final class ConvolutionLayer implements Layer {
  private static final Shape UNIT = new Shape(1, 1);
  private static final Shape NO_PADDING = new Shape(0, 0);

  private final ConvolutionShape shape;
  private final boolean subsampled;
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private final @Nullable BatchNormalisation normalisation;
  private final Activation activation;
  private final FeatureShape output;
  private final long macs;
  private final Shape stride;
  private final Shape padding;

  ConvolutionLayer(
      ConvolutionShape shape,
      FeatureShape input,
      Parameter weight,
      @Nullable Parameter bias,
      @Nullable BatchNormalisation normalisation,
      Activation activation) {
    this(
        shape,
        shape.subsamplesFirst(input),
        weight,
        bias,
        normalisation,
        activation,
        shape.output(input),
        shape.macs(input));
  }

  private ConvolutionLayer(
      ConvolutionShape shape,
      boolean subsampled,
      Parameter weight,
      @Nullable Parameter bias,
      @Nullable BatchNormalisation normalisation,
      Activation activation,
      FeatureShape output,
      long macs) {
    this.shape = shape;
    this.subsampled = subsampled;
    this.weight = weight;
    this.bias = bias;
    this.normalisation = normalisation;
    this.activation = activation;
    this.output = output;
    this.macs = macs;
    this.stride = new Shape(shape.stride(), shape.stride());
    this.padding = new Shape(shape.padding(), shape.padding());
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    NDArray y;
    if (subsampled) {
      NDArray kept = Pool.avgPool2d(x, UNIT, stride, NO_PADDING, false, true);
      y = convolved(kept, UNIT);
      kept.close();
    } else {
      y = convolved(x, stride);
    }
    if (normalisation != null) {
      NDArray normalised = normalisation.forward(y, mode);
      y.close();
      y = normalised;
    }
    return activation.apply(y);
  }

  private NDArray convolved(NDArray x, Shape step) {
    NDArray added = bias == null ? null : bias.array();
    return Conv2d.conv2d(x, weight.array(), added, step, padding, UNIT, shape.groups()).head();
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    V y =
        sink.convolution(
            x,
            weight.tensor(),
            Optional.ofNullable(bias).map(Parameter::tensor),
            new Window(shape.kernel(), shape.stride(), shape.padding()),
            shape.groups());
    return activation.trace(normalisation == null ? y : normalisation.trace(y, sink), sink);
  }

  @Override
  public FeatureShape output() {
    return output;
  }

  @Override
  public long macs() {
    return macs;
  }

  @Override
  public Layer folded(LayerBuilder target) {
    if (normalisation == null) {
      Parameter copiedBias = bias == null ? null : target.copy(bias);
      return new ConvolutionLayer(
          shape, subsampled, target.copy(weight), copiedBias, null, activation, output, macs);
    }
    FoldedWeights merged = FoldedWeights.of(weight, bias, normalisation);
    String biasName = weight.name().replaceAll("weight$", "bias");
    return new ConvolutionLayer(
        shape,
        subsampled,
        target.register(
            weight.name(), ParameterKind.WEIGHT, weight.array().getShape(), merged.weight()),
        target.register(biasName, ParameterKind.BIAS, new Shape(shape.outputs()), merged.bias()),
        null,
        activation,
        output,
        macs);
  }
}
