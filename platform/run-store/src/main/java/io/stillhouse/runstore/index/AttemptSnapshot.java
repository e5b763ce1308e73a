package io.stillhouse.runstore.index;

import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.util.Optional;

/**
 * The records of an attempt.
 *
 * @param number counted from 1
 * @param task what it was asked to do
 * @param record its end, once an orchestrator saw it
 * @param result what its process committed
 */
record AttemptSnapshot(
    int number, Optional<StepTask> task, Optional<Attempt> record, Optional<StepResult> result) {

  boolean hasEnded() {
    return record.isPresent();
  }
}
