package io.stillhouse.orchestrator.run;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told how a run goes, beside what the store says. Calls come one at a time but from several
 * threads; an exception is logged and changes nothing.
 */
public interface RunListener {
  /** Does nothing. */
  RunListener NONE = new RunListener() {};

  /** How an attempt came to be watched by this orchestrator. */
  enum Launch {
    /** It was started now. */
    STARTED,
    /** An orchestrator before this one had started it. */
    ADOPTED
  }

  /** A file or folder of this machine is being copied into the store, for steps elsewhere. */
  default void staging(Path source) {}

  /** The run begins, or goes on. */
  default void runStarted(RunLayout run, Plan plan) {}

  /** Another run computes what the step would; it waits for that. */
  default void stepShared(String step) {}

  /** The step has its inputs and waits for cores and memory. */
  default void stepWaiting(String step) {}

  /** An attempt runs. */
  default void attemptStarted(String step, int attempt, Launch launch) {}

  /**
   * An attempt ended.
   *
   * @param retryAfter the wait before the next attempt; empty if there is none
   */
  default void attemptEnded(String step, Attempt attempt, Optional<Duration> retryAfter) {}

  /** The step ended, or had ended before the run was resumed. */
  default void stepEnded(StepOutcome outcome) {}

  /** Somebody asked to cancel; what runs is being stopped. */
  default void canceling() {}

  /** The run ended. */
  default void runEnded(RunOutcome outcome) {}
}
