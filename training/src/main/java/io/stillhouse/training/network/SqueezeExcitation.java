package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.OperationSink;
import java.util.List;

/**
 * Each channel times a factor that the means of all channels determine (Hu et al.,
 * Squeeze-and-Excitation Networks, 2018).
 *
 * @param gate gives the factors of the input, [B,C,1,1]
 */
record SqueezeExcitation(Layer gate, FeatureShape output) implements Layer {

  /**
   * Two 1x1 convolutions with biases.
   *
   * @param reduce name of the first
   * @param reduced channels after the first
   * @param between after the first
   * @param expand name of the second
   * @param last gives the factors
   */
  static SqueezeExcitation of(
      LayerBuilder builder,
      FeatureShape input,
      String reduce,
      int reduced,
      Activation between,
      String expand,
      Activation last) {
    Layer mean = GlobalMean.of(input);
    Layer first =
        builder.biased(reduce, mean.output(), ConvolutionShape.of1x1(reduced, 1), between);
    Layer second =
        builder.biased(expand, first.output(), ConvolutionShape.of1x1(input.channels(), 1), last);
    return new SqueezeExcitation(new Sequence(List.of(mean, first, second)), input);
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    try (NDArray factors = gate.forward(x, mode)) {
      return x.mul(factors);
    }
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    return sink.scale(x, gate.trace(x, sink));
  }

  @Override
  public long macs() {
    return gate.macs();
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return new SqueezeExcitation(gate.folded(target), output);
  }
}
