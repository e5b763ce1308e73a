package io.stillhouse.training.loss;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import java.util.function.Supplier;

/** Runs a loss under a collector. */
final class LossGradient {
  private LossGradient() {}

  /** The value of the loss after back-propagation to the given arrays. */
  static NDArray backward(Supplier<NDArray> loss, NDArray... leaves) {
    for (NDArray leaf : new NDList(leaves)) {
      leaf.setRequiresGradient(true);
    }
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray value = loss.get();
      collector.backward(value);
      return value;
    }
  }
}
