package io.stillhouse.sweep.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a few values tell of the mean of all that there might have been.
 *
 * @param count how many values, 0 or more
 * @param mean their mean; NaN without values
 * @param standardDeviation their standard deviation, with {@code count - 1}; NaN with fewer than
 *     two
 */
public record Estimate(int count, double mean, double standardDeviation) {
  private static final double UPPER_QUANTILE = 0.975;

  /** The estimate from these values. */
  public static Estimate of(double... values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Estimate(
        values.length,
        mean,
        values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
  }

  /**
   * The 95% interval of the mean by Student's t with {@code count - 1} degrees of freedom (Student,
   * 1908); nothing with fewer than two values.
   */
  public Optional<Interval> interval() {
    if (count < 2) {
      return Optional.empty();
    }
    double reach =
        TDistribution.of(count - 1).inverseCumulativeProbability(UPPER_QUANTILE) * standardError();
    return Optional.of(new Interval(mean - reach, mean + reach));
  }

  /**
   * How likely a mean at least as far from zero is if the true one is zero, from both sides;
   * nothing with fewer than two values. Values that do not vary at all decide: 0, or 1 when all are
   * zero.
   */
  public Optional<Double> probabilityOfZero() {
    if (count < 2) {
      return Optional.empty();
    }
    if (standardError() == 0) {
      return Optional.of(mean == 0 ? 1.0 : 0.0);
    }
    double t = Math.abs(mean / standardError());
    return Optional.of(2 * TDistribution.of(count - 1).survivalProbability(t));
  }

  private double standardError() {
    return standardDeviation / Math.sqrt(count);
  }
}
