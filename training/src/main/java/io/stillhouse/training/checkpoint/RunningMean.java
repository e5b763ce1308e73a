package io.stillhouse.training.checkpoint;

/**
 * A mean that is still being taken.
 *
 * @param sum of the values so far
 * @param count of the values so far, 0 or more
 */
public record RunningMean(double sum, long count) {
  /** No values yet. */
  public static final RunningMean EMPTY = new RunningMean(0, 0);

  /** With one more value. */
  public RunningMean with(double value) {
    return new RunningMean(sum + value, count + 1);
  }

  /** The mean; NaN of no values. */
  public double mean() {
    return sum / count;
  }
}
