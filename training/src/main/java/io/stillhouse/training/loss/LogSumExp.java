package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * The logarithm of a sum of exponentials, around the largest: exponentials themselves underflow.
 */
final class LogSumExp {
  private LogSumExp() {}

  /**
   * Sums over one axis, which is dropped.
   *
   * @param logarithms finite values
   */
  static NDArray over(NDArray logarithms, int axis) {
    int[] axes = {axis};
    NDArray largest = logarithms.stopGradient().max(axes, true);
    NDArray sum = logarithms.sub(largest).exp().sum(axes, true);
    return sum.log().add(largest).squeeze(axis);
  }
}
