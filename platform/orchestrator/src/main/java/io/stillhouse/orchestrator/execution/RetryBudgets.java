package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.definition.RetryPolicy;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is left of a step's separate budgets of further attempts. */
final class RetryBudgets {
  /** A wait is shortened by up to this share, so that steps that failed together part ways. */
  private static final double JITTER = 0.5;

  private final RetryPolicy policy;
  private final RandomGenerator random;
  private final Map<ErrorClass, Integer> used = new EnumMap<>(ErrorClass.class);

  RetryBudgets(RetryPolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  /** Takes a further attempt from the budget for the error: the wait before it, or empty. */
  Optional<Duration> take(ErrorClass error) {
    int retry = used.merge(budgetOf(error), 1, Integer::sum);
    if (retry > policy.budget(error)) {
      return Optional.empty();
    }
    double share = 1 - JITTER * random.nextDouble();
    long millis = (long) (policy.backoff().before(retry).toMillis() * share);
    return Optional.of(Duration.ofMillis(Math.max(1, millis)));
  }

  /** Which budget was spent, for a message. */
  String describe(ErrorClass error) {
    int budget = policy.budget(error);
    return budget == 0 ? "it is not retried" : "its " + budget + " retries are spent";
  }

  // Timeouts draw on the budget for application errors, so they count together.
  private static ErrorClass budgetOf(ErrorClass error) {
    return error == ErrorClass.TIMEOUT ? ErrorClass.APPLICATION : error;
  }
}
