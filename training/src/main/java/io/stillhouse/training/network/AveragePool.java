package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.stillhouse.training.graph.OperationSink;
import io.stillhouse.training.graph.Window;

/** The mean of each 2 x 2 square; an odd last row or column is dropped. */
record AveragePool(FeatureShape output) implements Layer {
  private static final Shape SQUARE = new Shape(2, 2);

  /**
   * @throws IllegalArgumentException when there is no square
   */
  static AveragePool after(FeatureShape input) {
    if (input.height() < 2 || input.width() < 2) {
      throw new IllegalArgumentException(
          "the images are too small for this network: %d x %d is left where it halves once more"
              .formatted(input.height(), input.width()));
    }
    return new AveragePool(
        new FeatureShape(input.channels(), input.height() / 2, input.width() / 2));
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    return Pool.avgPool2d(x, SQUARE, SQUARE, new Shape(0, 0), false, true);
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    return sink.averagePool(x, new Window(2, 2, 0));
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return this;
  }
}
