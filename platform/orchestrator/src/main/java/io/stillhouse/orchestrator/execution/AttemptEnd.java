package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.StepResult;
import java.util.Optional;

/**
 * How an attempt ended.
 *
 * @param attempt its record
 * @param result the committed result, if the attempt succeeded
 * @param error why it failed, if it did
 * @param witness whether this orchestrator saw it work
 */
record AttemptEnd(
    Attempt attempt, Optional<StepResult> result, Optional<ErrorClass> error, Witness witness) {

  /** Who saw an attempt work. */
  enum Witness {
    /** This orchestrator. */
    THIS_ORCHESTRATOR,
    /** None: it had ended when this orchestrator came, and nobody knows how. */
    NOBODY
  }
}
