package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;

/** Checks of what losses get, because broadcasting would accept many mistakes silently. */
final class Shapes {

  private Shapes() {}

  static void requireEqual(String firstName, NDArray first, String secondName, NDArray second) {
    if (!first.getShape().equals(second.getShape())) {
      throw new IllegalArgumentException(
          firstName
              + " has shape "
              + first.getShape()
              + ", but "
              + secondName
              + " has "
              + second.getShape());
    }
  }
}
