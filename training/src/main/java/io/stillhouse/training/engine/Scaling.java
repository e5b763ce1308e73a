package io.stillhouse.training.engine;

import ai.djl.ndarray.NDArray;

/**
 * Multiplication and division by a number that are safe under gradient recording.
 *
 * <p>{@link NDArray#mul(Number)} and {@link NDArray#div(Number)} put the number into a buffer of
 * the Java heap's collector and drop it at once, while back-propagation still has to read it: when
 * the collector runs in between, gradients are garbage, now and then. Here the number lives as long
 * as the manager of the array.
 */
public final class Scaling {
  private Scaling() {}

  /** The array times a number; both belong to the array's manager. */
  public static NDArray multiply(NDArray array, double factor) {
    return array.mul(array.getManager().create((float) factor));
  }

  /** The array divided by a number; both belong to the array's manager. */
  public static NDArray divide(NDArray array, double divisor) {
    return array.div(array.getManager().create((float) divisor));
  }
}
