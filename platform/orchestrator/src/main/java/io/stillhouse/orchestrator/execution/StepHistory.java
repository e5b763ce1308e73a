package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the store knows of the steps of a run from before. */
public final class StepHistory {
  private static final String ATTEMPT_NUMBER = "[1-9][0-9]{0,8}";

  private final ArtifactStore store;
  private final RunLayout layout;

  public StepHistory(ArtifactStore store, RunLayout layout) {
    this.store = store;
    this.layout = layout;
  }

  /** The step's outcome, if it has one. */
  public Optional<StepOutcome> outcome(PlannedStep step) {
    return ProtoJson.read(store, layout.stepOutcome(step.name()), StepOutcome.getDefaultInstance());
  }

  /** Forgets an outcome that does not stand. */
  void forgetOutcome(PlannedStep step) {
    store.delete(layout.stepOutcome(step.name()));
  }

  /** Forgets how every step ended that did not succeed, so that each gets another chance. */
  public void forgetFailures(List<PlannedStep> steps) {
    for (PlannedStep step : steps) {
      if (outcome(step).filter(outcome -> outcome.getState() != State.SUCCEEDED).isPresent()) {
        forgetOutcome(step);
      }
    }
  }

  /** Deletes the checkpoints that the step's attempts share. */
  void forgetCheckpoints(PlannedStep step) {
    store.deleteAll(layout.checkpoints(step.name()));
  }

  /** Writes how a step ended. */
  public void write(StepOutcome outcome) {
    store.replace(layout.stepOutcome(outcome.getStep()), ProtoJson.write(outcome));
  }

  /** The number of the step's last attempt; 0 if there was none. */
  int lastAttempt(PlannedStep step) {
    return attemptNumbers(step).stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The records of the attempts whose failure was seen, in order. */
  List<Attempt> endedAttempts(PlannedStep step) {
    List<Attempt> ended = new ArrayList<>();
    attemptNumbers(step).stream()
        .sorted()
        .forEach(number -> record(step, number).filter(Attempt::hasError).ifPresent(ended::add));
    return ended;
  }

  /** Whether an orchestrator saw that attempt fail. */
  boolean hasFailed(PlannedStep step, int attempt) {
    return record(step, attempt).filter(Attempt::hasError).isPresent();
  }

  private Optional<Attempt> record(PlannedStep step, int attempt) {
    return ProtoJson.read(
        store, layout.attempt(step.name(), attempt).record(), Attempt.getDefaultInstance());
  }

  private List<Integer> attemptNumbers(PlannedStep step) {
    return store.children(layout.step(step.name())).stream()
        .filter(name -> name.matches(ATTEMPT_NUMBER))
        .map(Integer::valueOf)
        .toList();
  }
}
