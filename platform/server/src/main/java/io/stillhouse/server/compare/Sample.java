package io.stillhouse.server.compare;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What is known of a quantity from a few values of it.
 *
 * @param count how many values
 * @param mean their mean
 * @param variance their variance, with {@code count - 1}; NaN with fewer than two
 */
record Sample(int count, double mean, double variance) {
  private static final double UPPER_QUANTILE = 0.975;

  static Sample of(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Sample(
        values.length, mean, values.length < 2 ? Double.NaN : squares / (values.length - 1));
  }

  /** The 95% interval of the mean by Student's t; nothing with fewer than two values. */
  Optional<Interval> interval() {
    return count < 2
        ? Optional.empty()
        : Optional.of(around(mean, Math.sqrt(variance / count), count - 1));
  }

  /**
   * The 95% interval of this mean less another, by Welch's t: the two need not vary alike (Welch,
   * 1947). Nothing with fewer than two values on either side.
   */
  Optional<Interval> intervalOfDifference(Sample other) {
    if (count < 2 || other.count < 2) {
      return Optional.empty();
    }
    double own = variance / count;
    double others = other.variance / other.count;
    double freedom =
        own + others == 0
            ? count + other.count - 2
            : (own + others)
                * (own + others)
                / (own * own / (count - 1) + others * others / (other.count - 1));
    return Optional.of(around(mean - other.mean, Math.sqrt(own + others), freedom));
  }

  private static Interval around(double middle, double error, double degreesOfFreedom) {
    double reach =
        TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(UPPER_QUANTILE) * error;
    return new Interval(middle - reach, middle + reach);
  }
}
