package io.stillhouse.training.comparison;

import java.util.Arrays;

/**
 * The middle 95% of a sample.
 *
 * @param lower its 2.5th percentile
 * @param upper its 97.5th percentile
 */
public record Interval(double lower, double upper) {
  private static final double TAIL = 0.025;

  /**
   * The percentiles of a sample, by linear interpolation between order statistics; NaN when the
   * sample is empty or has a NaN.
   */
  public static Interval of(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return new Interval(percentile(sorted, TAIL), percentile(sorted, 1 - TAIL));
  }

  private static double percentile(double[] sorted, double share) {
    // Arrays.sort puts NaN last.
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      return Double.NaN;
    }
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
