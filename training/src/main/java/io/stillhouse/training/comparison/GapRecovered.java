package io.stillhouse.training.comparison;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** How much of the way from the baseline to the teacher the student went. */
public final class GapRecovered {
  /** More undefined resamples than a tail holds would make the interval's end arbitrary. */
  private static final double MOST_UNDEFINED = 0.025;

  private GapRecovered() {}

  /**
   * (student - scratch) / (teacher - scratch); empty when the teacher is not better than the
   * baseline or a score is not a number.
   */
  public static OptionalDouble of(double student, double scratch, double teacher) {
    return teacher > scratch && !Double.isNaN(student)
        ? OptionalDouble.of((student - scratch) / (teacher - scratch))
        : OptionalDouble.empty();
  }

  /**
   * The 95% interval from the scores on resamples; empty when more than 2.5% of the resamples have
   * no gap.
   */
  public static Optional<Interval> interval(double[] student, double[] scratch, double[] teacher) {
    double[] gaps = new double[student.length];
    int defined = 0;
    for (int i = 0; i < gaps.length; i++) {
      OptionalDouble gap = of(student[i], scratch[i], teacher[i]);
      if (gap.isPresent()) {
        gaps[defined++] = gap.getAsDouble();
      }
    }
    if (gaps.length - defined > MOST_UNDEFINED * gaps.length) {
      return Optional.empty();
    }
    return Optional.of(Interval.of(Arrays.copyOf(gaps, defined)));
  }
}
