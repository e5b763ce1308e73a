package io.stillhouse.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.function.Function;

/** Compares a gradient with central differences of the loss. */
final class FiniteDifferences {
  private FiniteDifferences() {}

  /** To be called with the gradient present; changes single values of {@code leaf} on the way. */
  static void assertGradient(NDArray leaf, Function<NDArray, NDArray> loss) {
    float[] values = leaf.toFloatArray();
    float[] gradient = leaf.getGradient().toFloatArray();
    float step = 1e-2f;
    for (int i = 0; i < values.length; i++) {
      float[] moved = values.clone();
      moved[i] = values[i] + step;
      double above = loss.apply(leaf.getManager().create(moved, leaf.getShape())).getFloat();
      moved[i] = values[i] - step;
      double below = loss.apply(leaf.getManager().create(moved, leaf.getShape())).getFloat();
      assertThat((double) gradient[i])
          .as("derivative by value %d", i)
          .isCloseTo((above - below) / (2 * step), within(2e-3));
    }
  }
}
