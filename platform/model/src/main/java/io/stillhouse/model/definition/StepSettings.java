package io.stillhouse.model.definition;

import io.stillhouse.model.resource.ResourceOverrides;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What both a step and the definition's defaults may say about how a step runs. */
record StepSettings(
    Optional<Duration> timeout,
    Optional<RetryOverrides> retry,
    ResourceOverrides resources,
    Map<String, String> nodeSelector,
    Optional<List<Toleration>> tolerations,
    Optional<String> serviceAccount,
    Optional<Boolean> cache,
    Map<String, String> environment) {
  /** Says nothing. */
  static final StepSettings NONE =
      new StepSettings(
          Optional.empty(),
          Optional.empty(),
          ResourceOverrides.NONE,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  /** Both maps together; in doubt the first one wins. */
  static Map<String, String> over(Map<String, String> said, Map<String, String> others) {
    Map<String, String> both = new TreeMap<>(others);
    both.putAll(said);
    return both;
  }

  RetryPolicy retryOver(StepSettings defaults) {
    RetryPolicy others =
        defaults.retry.map(said -> said.over(RetryPolicy.DEFAULT)).orElse(RetryPolicy.DEFAULT);
    return retry.map(said -> said.over(others)).orElse(others);
  }

  Scheduling schedulingOver(StepSettings defaults) {
    return new Scheduling(
        over(nodeSelector, defaults.nodeSelector),
        tolerations.or(() -> defaults.tolerations).orElse(List.of()),
        serviceAccount.or(() -> defaults.serviceAccount));
  }
}
