package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.StepOutcome;
import java.util.Map;
import java.util.Optional;

/** What is known of a step once all before it have ended. */
sealed interface Settlement {

  /**
   * It has its outcome without running.
   *
   * @param outcome the outcome, written down
   */
  record Settled(StepOutcome outcome) implements Settlement {}

  /**
   * It has to run.
   *
   * @param inputs the artifacts of every wired input that is not empty
   * @param key its cache key; empty if it is never cached
   * @param reason why the cache does not serve it
   */
  record ToRun(Map<String, InputArtifacts> inputs, Optional<CacheKey> key, String reason)
      implements Settlement {}
}
