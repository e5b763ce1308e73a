package io.stillhouse.runstore.index;

import io.stillhouse.v1.RunStep;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.List;
import java.util.Optional;

/**
 * The records of a step.
 *
 * @param step its place in the plan
 * @param state its state
 * @param outcome how it ended, once it has
 * @param attempts its attempts in order
 */
record StepSnapshot(
    RunStep step, State state, Optional<StepOutcome> outcome, List<AttemptSnapshot> attempts) {

  StepSnapshot {
    attempts = List.copyOf(attempts);
  }

  String name() {
    return step.getName();
  }
}
