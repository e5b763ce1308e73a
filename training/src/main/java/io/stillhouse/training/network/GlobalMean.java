package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.stillhouse.training.graph.OperationSink;

/** The mean over all positions, as an activation of one pixel. */
record GlobalMean(FeatureShape output) implements Layer {
  private static final Shape NO_PADDING = new Shape(0, 0);

  static GlobalMean of(FeatureShape input) {
    return new GlobalMean(new FeatureShape(input.channels(), 1, 1));
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    Shape whole = new Shape(x.getShape().get(2), x.getShape().get(3));
    return Pool.avgPool2d(x, whole, whole, NO_PADDING, false, true);
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    return sink.globalMean(x);
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
