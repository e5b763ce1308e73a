package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** Brings an activation, [B,C,H,W], to a smaller height and width. */
enum SpatialPooling {
  MAXIMUM {
    @Override
    NDArray apply(NDArray x, Shape window, Shape stride) {
      return Pool.maxPool2d(x, window, stride, new Shape(0, 0), false);
    }
  },
  MEAN {
    @Override
    NDArray apply(NDArray x, Shape window, Shape stride) {
      return Pool.avgPool2d(x, window, stride, new Shape(0, 0), false, true);
    }
  };

  abstract NDArray apply(NDArray x, Shape window, Shape stride);

  /**
   * The activation at that size; {@code x} itself when it has that size already. Windows are equal,
   * cover everything, and overlap where the size is no multiple.
   */
  NDArray to(NDArray x, long height, long width) {
    Shape shape = x.getShape();
    if (shape.get(2) == height && shape.get(3) == width) {
      return x;
    }
    Shape stride = new Shape(shape.get(2) / height, shape.get(3) / width);
    Shape window =
        new Shape(
            shape.get(2) - (height - 1) * stride.get(0),
            shape.get(3) - (width - 1) * stride.get(1));
    return apply(x, window, stride);
  }
}
