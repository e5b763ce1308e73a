package io.stillhouse.model.definition;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A retry policy of which only some is said. */
record RetryOverrides(Map<RetryBudget, Integer> budgets, Optional<BackoffOverrides> backoff) {

  /** Waits of which only some are said. A wait that is said stretches one that is not. */
  record BackoffOverrides(
      Optional<Duration> initial, Optional<Double> factor, Optional<Duration> maximum) {
    RetryPolicy.Backoff over(RetryPolicy.Backoff others) {
      Duration first = initial.orElse(others.initial());
      Duration longest = maximum.orElse(others.maximum());
      if (first.compareTo(longest) > 0) {
        first = initial.isPresent() ? first : longest;
        longest = first;
      }
      return new RetryPolicy.Backoff(first, factor.orElse(others.factor()), longest);
    }
  }

  RetryPolicy over(RetryPolicy others) {
    Map<RetryBudget, Integer> both = new EnumMap<>(RetryBudget.class);
    both.putAll(others.budgets());
    both.putAll(budgets);
    return new RetryPolicy(
        both, backoff.map(said -> said.over(others.backoff())).orElse(others.backoff()));
  }
}
