package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.stillhouse.training.graph.OperationSink;
import io.stillhouse.training.graph.Window;

/** The maximum of each 2 x 2 square; an odd last row or column is dropped. */
record MaxPool(FeatureShape output) implements Layer {

  static MaxPool after(FeatureShape input) {
    return new MaxPool(new FeatureShape(input.channels(), input.height() / 2, input.width() / 2));
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    return Pool.maxPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    return sink.maxPool(x, new Window(2, 2, 0));
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
