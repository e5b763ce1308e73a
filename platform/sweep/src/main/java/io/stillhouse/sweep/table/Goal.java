package io.stillhouse.sweep.table;

import java.util.regex.Pattern;

/** Which values of a metric are good. */
public enum Goal {
  MAXIMUM,
  MINIMUM;

  private static final Pattern LOWER_IS_BETTER =
      Pattern.compile(
          "(loss|nll|ece|brier|bce|seconds|kl|parameters|macs|temperature)$",
          Pattern.CASE_INSENSITIVE);

  /**
   * The goal that a metric's name tells of: losses, errors of calibration, times and sizes are to
   * be small.
   */
  public static Goal ofMetric(String metric) {
    return LOWER_IS_BETTER.matcher(metric).find() ? MINIMUM : MAXIMUM;
  }

  /** Whether one value is better than another. */
  public boolean prefers(double value, double other) {
    return this == MAXIMUM ? value > other : value < other;
  }
}
