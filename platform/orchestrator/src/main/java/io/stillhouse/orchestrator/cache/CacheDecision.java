package io.stillhouse.orchestrator.cache;

import io.stillhouse.v1.StepResult;

/** Whether the cache serves a step, and why. */
public sealed interface CacheDecision {
  /** A sentence for a person, without a final full stop. */
  String reason();

  /**
   * The cache serves the step.
   *
   * @param result a verified result
   * @param reason why
   */
  record Hit(StepResult result, String reason) implements CacheDecision {}

  /**
   * The cache does not serve the step.
   *
   * @param reason why not
   */
  record Miss(String reason) implements CacheDecision {}
}
