package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
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
    Optional<DataParallel> dataParallel,
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
          Optional.empty(),
          Map.of());

  RetryPolicy retryOver(StepSettings defaults) {
    RetryPolicy others =
        defaults.retry.map(said -> said.over(RetryPolicy.DEFAULT)).orElse(RetryPolicy.DEFAULT);
    return retry.map(said -> said.over(others)).orElse(others);
  }

  /** Defaults hold for the steps that can follow them. */
  DataParallel dataParallelOver(StepSettings defaults, Optional<Component> component) {
    return dataParallel
        .or(
            () ->
                defaults.dataParallel.filter(
                    said ->
                        component.filter(able -> able.canRunShardsOn(said.runner())).isPresent()))
        .orElse(DataParallel.DIRECT);
  }

  Map<String, String> environmentOver(StepSettings defaults) {
    return SchedulingOverrides.joined(environment, defaults.environment);
  }
}
