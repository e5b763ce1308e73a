package io.stillhouse.server.ended;

import io.stillhouse.runstore.view.AttemptSummary;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import java.time.Instant;
import java.util.Optional;

/** Is told of what has ended: of each thing once, attempts before their step, steps before runs. */
public interface EndListener {
  /**
   * An attempt has ended.
   *
   * @param readySince since when it had waited for its start; empty when that is not known
   */
  default void attemptEnded(
      RunDetails run, StepSummary step, AttemptSummary attempt, Optional<Instant> readySince) {}

  /** A step has ended. */
  default void stepEnded(RunDetails run, StepSummary step) {}

  /** A run has ended. One that is resumed ends again. */
  default void runEnded(RunDetails run) {}
}
