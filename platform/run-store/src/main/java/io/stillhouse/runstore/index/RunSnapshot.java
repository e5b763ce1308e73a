package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.view.Damage;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import java.util.List;
import java.util.Optional;

/**
 * The records of a run as they were at one time, but its events.
 *
 * @param layout where they lie
 * @param run the run
 * @param state its state
 * @param owner who is at work on it, if that is known and anybody is
 * @param interrupted whether nobody is at work on it though it has not ended
 * @param outcome how it ended, once it has
 * @param steps its steps in plan order
 * @param damage the records that could not be read
 */
record RunSnapshot(
    RunLayout layout,
    Run run,
    State state,
    Optional<String> owner,
    boolean interrupted,
    Optional<RunOutcome> outcome,
    List<StepSnapshot> steps,
    List<Damage> damage) {

  RunSnapshot {
    steps = List.copyOf(steps);
    damage = List.copyOf(damage);
  }

  boolean hasEnded() {
    return outcome.isPresent();
  }

  Optional<StepSnapshot> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
