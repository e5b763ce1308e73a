package io.stillhouse.training.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;

/** How far float32 results may be from float64 references. */
public final class Closeness {
  private Closeness() {}

  /**
   * Asserts that every value differs by at most {@code tolerance} times the largest reference
   * value: rounding of a sum is relative to its largest terms, not to what is left of them.
   */
  public static void assertClose(NDArray actual, double[] expected, double tolerance) {
    float[] values = actual.toFloatArray();
    assertThat(values).hasSameSizeAs(expected);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).as("a reference of zeros shows nothing").isPositive();
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i] - expected[i]))
          .as("value %d: %s, reference %s", i, values[i], expected[i])
          .isLessThanOrEqualTo(tolerance * largest);
    }
  }

  /** The same for a scalar. */
  public static void assertClose(NDArray actual, double expected, double tolerance) {
    assertClose(actual, new double[] {expected}, tolerance);
  }
}
