package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.definition.RetryBudget;
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
  private final Map<RetryBudget, Integer> used = new EnumMap<>(RetryBudget.class);

  RetryBudgets(RetryPolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  /** Takes a further attempt from the budget for the error: the wait before it, or empty. */
  Optional<Duration> take(ErrorClass error) {
    Optional<RetryBudget> payer = policy.payer(error);
    if (payer.isEmpty()) {
      return Optional.empty();
    }
    int retry = used.merge(payer.get(), 1, Integer::sum);
    if (retry > policy.budget(payer.get())) {
      return Optional.empty();
    }
    double share = 1 - JITTER * random.nextDouble();
    long millis = (long) (policy.backoff().before(retry).toMillis() * share);
    return Optional.of(Duration.ofMillis(Math.max(1, millis)));
  }
}
