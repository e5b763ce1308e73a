package io.stillhouse.model.definition;

import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Separate budgets of further attempts for separate causes.
 *
 * @param budgets how many further attempts each cause has, 0 to its maximum; what is not said is
 *     filled in, except that without {@link RetryBudget#TIMEOUT} timeouts draw on the budget for
 *     application errors
 * @param backoff the waits between attempts
 */
public record RetryPolicy(Map<RetryBudget, Integer> budgets, Backoff backoff) {
  /** What a step has that nobody said anything about. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(Map.of(), Backoff.DEFAULT);

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
   * Fills in what is not said.
   *
   * @throws IllegalArgumentException if a budget is out of its range
   */
  public RetryPolicy {
    Map<RetryBudget, Integer> whole = new EnumMap<>(RetryBudget.class);
    for (RetryBudget budget : RetryBudget.values()) {
      Integer said = budgets.get(budget);
      if (said != null && (said < 0 || said > budget.maximum())) {
        throw new IllegalArgumentException(
            "the retry budget "
                + budget.yamlName()
                + " is "
                + said
                + ", it must be 0 to "
                + budget.maximum());
      }
      if (said != null || budget != RetryBudget.TIMEOUT) {
        whole.put(budget, said != null ? said : budget.standard());
      }
    }
    budgets = Collections.unmodifiableMap(whole);
  }

  /** Which budget pays for a further attempt after a failure of that class, if any does. */
  public Optional<RetryBudget> payer(ErrorClass error) {
    return RetryBudget.of(error)
        .map(budget -> budgets.containsKey(budget) ? budget : RetryBudget.APPLICATION);
  }

  /** How many further attempts that budget has. */
  public int budget(RetryBudget budget) {
    Integer said = budgets.get(budget);
    return said != null ? said : budget(RetryBudget.APPLICATION);
  }
}
