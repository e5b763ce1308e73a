package io.stillhouse.model.definition;

import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;

/**
 * Separate budgets of further attempts for separate causes.
 *
 * @param application further attempts after an application error or a timeout, 0 to 100
 * @param infrastructure further attempts after an infrastructure error, 0 to 100
 * @param preemption further attempts after a preemption, 0 to 1000
 * @param outOfMemory further attempts after running out of memory, 0 to 100
 * @param backoff the waits between attempts
 */
public record RetryPolicy(
    int application, int infrastructure, int preemption, int outOfMemory, Backoff backoff) {
  /** The largest budget but that for preemptions. */
  public static final int MAXIMUM = 100;

  /** The largest budget for preemptions. */
  public static final int MAXIMUM_PREEMPTIONS = 1000;

  /** What a step has that nobody said anything about. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(0, 3, 10, 1, Backoff.DEFAULT);

  /**
   * The waits between attempts, without the jitter that a launcher adds.
   *
   * @param initial the wait before the first further attempt, more than zero
   * @param factor what each wait is multiplied by, 1 to 100
   * @param maximum the longest wait, at least the initial one
   */
  public record Backoff(Duration initial, double factor, Duration maximum) {
    /** One second, doubled up to a minute. */
    public static final Backoff DEFAULT =
        new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Backoff {
      if (initial.isNegative() || initial.isZero() || maximum.compareTo(initial) < 0) {
        throw new IllegalArgumentException(
            "the waits must grow from more than zero: " + initial + " to " + maximum);
      }
      if (!(factor >= 1 && factor <= 100)) {
        throw new IllegalArgumentException("the factor " + factor + " must be 1 to 100");
      }
    }

    /**
     * The wait before a further attempt.
     *
     * @param retry which further attempt, counted from 1
     */
    public Duration before(int retry) {
      if (retry < 1) {
        throw new IllegalArgumentException("further attempts are counted from 1: " + retry);
      }
      double millis = initial.toMillis() * Math.pow(factor, retry - 1.0);
      return millis >= maximum.toMillis() ? maximum : Duration.ofMillis((long) millis);
    }
  }

  /**
   * @throws IllegalArgumentException if a budget is out of its range
   */
  public RetryPolicy {
    require("application", application, MAXIMUM);
    require("infrastructure", infrastructure, MAXIMUM);
    require("preemption", preemption, MAXIMUM_PREEMPTIONS);
    require("outOfMemory", outOfMemory, MAXIMUM);
  }

  private static void require(String name, int budget, int maximum) {
    if (budget < 0 || budget > maximum) {
      throw new IllegalArgumentException(
          "the retry budget " + name + " is " + budget + ", it must be 0 to " + maximum);
    }
  }

  /** How many further attempts there may be after failures of that class. */
  public int budget(ErrorClass error) {
    return switch (error) {
      case APPLICATION, TIMEOUT -> application;
      case INFRASTRUCTURE -> infrastructure;
      case PREEMPTION -> preemption;
      case OUT_OF_MEMORY -> outOfMemory;
      case INVALID_INPUT, CANCELLATION -> 0;
    };
  }
}
