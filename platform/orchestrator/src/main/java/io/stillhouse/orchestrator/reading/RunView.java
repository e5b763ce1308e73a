package io.stillhouse.orchestrator.reading;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import java.util.List;
import java.util.Optional;

/**
 * A run as the store tells of it.
 *
 * @param layout where its objects lie
 * @param run its record
 * @param state its state now
 * @param orchestrator who is at work on it, for a person, if anybody is
 * @param steps its steps in plan order
 * @param outcome how it ended, once it has
 */
public record RunView(
    RunLayout layout,
    Run run,
    State state,
    Optional<String> orchestrator,
    List<StepView> steps,
    Optional<RunOutcome> outcome) {

  /** Copies the steps. */
  public RunView {
    steps = List.copyOf(steps);
  }

  /** Whether the run has neither ended nor anybody who is at work on it: resume it. */
  public boolean isInterrupted() {
    return outcome.isEmpty() && orchestrator.isEmpty() && state != State.PENDING;
  }
}
