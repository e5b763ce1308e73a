package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.StepOutcome;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is left to be done for a run.
 *
 * @param store where the run lies
 * @param run the run
 * @param plan all of its steps
 * @param settled the outcomes of the steps that have ended; each step before them is among them
 * @param stop ends the run before its end; who carries it out elsewhere finds the request to cancel
 *     in the store
 * @param listener is to be told of everything but the ends of steps
 * @param ended is to be called with the outcome of every step that ends elsewhere
 * @param here carries the steps out inside this process
 */
public record RemainingSteps(
    ArtifactStore store,
    RunLayout run,
    Plan plan,
    Map<String, StepOutcome> settled,
    StopSignal stop,
    RunListener listener,
    Consumer<StepOutcome> ended,
    Runnable here) {

  /** Copies the outcomes. */
  public RemainingSteps {
    settled = Map.copyOf(settled);
  }
}
