package io.stillhouse.training.comparison;

import java.util.Arrays;

/**
 * Where an estimate's true value lies with 95%.
 *
 * @param lower its lower end
 * @param upper its upper end
 */
public record Interval(double lower, double upper) {
  private static final double TAIL = 0.025;

  /** The 97.5th percentile of the normal distribution. */
  private static final double NORMAL = 1.959963984540054;

  /**
   * The percentiles of a sample, by linear interpolation between order statistics; NaN when the
   * sample is empty or has a NaN.
   */
  public static Interval of(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return new Interval(percentile(sorted, TAIL), percentile(sorted, 1 - TAIL));
  }

  /**
   * Of an estimate whose error is about normal, cut off where it cannot be; NaN when the standard
   * error is 0 or NaN, since nothing is known exactly.
   *
   * @param least the smallest value that is possible
   * @param most the largest
   */
  public static Interval normal(double estimate, double standardError, double least, double most) {
    double half = standardError > 0 ? NORMAL * standardError : Double.NaN;
    return new Interval(Math.max(least, estimate - half), Math.min(most, estimate + half));
  }

  /** Whether it is known at all. */
  public boolean isDefined() {
    return !Double.isNaN(lower) && !Double.isNaN(upper);
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
