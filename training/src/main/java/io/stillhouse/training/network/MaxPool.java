package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.stillhouse.training.graph.OperationSink;
import io.stillhouse.training.graph.Window;

/** The maximum of each window; those that do not fit into the padded image are dropped. */
record MaxPool(Window window, FeatureShape output) implements Layer {

  /** Of each 2 x 2 square; an odd last row or column is dropped. */
  static MaxPool after(FeatureShape input) {
    return new MaxPool(
        new Window(2, 2, 0),
        new FeatureShape(input.channels(), input.height() / 2, input.width() / 2));
  }

  /** Of each 3 x 3 square around every other pixel, as in the stems for ImageNet. */
  static MaxPool overlapping(FeatureShape input) {
    return new MaxPool(
        new Window(3, 2, 1),
        new FeatureShape(
            input.channels(), (input.height() - 1) / 2 + 1, (input.width() - 1) / 2 + 1));
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    return Pool.maxPool2d(
        x,
        new Shape(window.kernel(), window.kernel()),
        new Shape(window.stride(), window.stride()),
        new Shape(window.padding(), window.padding()),
        false);
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    return sink.maxPool(x, window);
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
