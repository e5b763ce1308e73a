package io.stillhouse.orchestrator.reading;

import io.stillhouse.v1.RunStep;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.List;
import java.util.Optional;

/**
 * A step as the store tells of it.
 *
 * @param step its place in the plan
 * @param state its state now
 * @param outcome how it ended, once it has
 * @param attempts the attempts so far, in order; none for a step that the cache served
 */
public record StepView(
    RunStep step, State state, Optional<StepOutcome> outcome, List<AttemptView> attempts) {

  /** Copies the attempts. */
  public StepView {
    attempts = List.copyOf(attempts);
  }
}
