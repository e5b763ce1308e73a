package io.stillhouse.model.definition;

import io.stillhouse.model.resource.ResourceOverrides;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What both a step and the definition's defaults may say about how a step runs. */
record StepSettings(
    Optional<Duration> timeout,
    Optional<RetryOverrides> retry,
    ResourceOverrides resources,
    SchedulingOverrides scheduling,
    Optional<Boolean> cache,
    Map<String, String> environment) {
  /** Says nothing. */
  static final StepSettings NONE =
      new StepSettings(
          Optional.empty(),
          Optional.empty(),
          ResourceOverrides.NONE,
          SchedulingOverrides.NONE,
          Optional.empty(),
          Map.of());

  RetryPolicy retryOver(StepSettings defaults) {
    RetryPolicy others =
        defaults.retry.map(said -> said.over(RetryPolicy.DEFAULT)).orElse(RetryPolicy.DEFAULT);
    return retry.map(said -> said.over(others)).orElse(others);
  }

  Map<String, String> environmentOver(StepSettings defaults) {
    return SchedulingOverrides.joined(environment, defaults.environment);
  }
}
