package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.components.Programs;
import io.stillhouse.orchestrator.components.SourceParameters;
import io.stillhouse.v1.Run;
import java.util.Optional;

/**
 * A run with everything that its record stands for.
 *
 * @param layout where its objects lie
 * @param run its record
 * @param plan its plan
 * @param programs what its components start
 * @param sources its data outside the store
 */
public record RunContext(
    RunLayout layout, Run run, Plan plan, Programs programs, SourceParameters sources) {

  /** Why a step of this run must not be served from the cache; empty if it may. */
  public Optional<String> whyCacheIsNotRead(PlannedStep step) {
    if (!step.cacheable()) {
      return Optional.of("caching is off for this step");
    }
    if (!run.getUseCache()) {
      return Optional.of("this run does not read the cache");
    }
    String from = run.getRetryFrom();
    if (!from.isEmpty()
        && (step.name().equals(from) || plan.downstream(from).contains(step.name()))) {
      return Optional.of("this run repeats everything from step " + from + " on");
    }
    return Optional.empty();
  }

  /** The step's place in the plan, counted from 0. */
  public int position(PlannedStep step) {
    return plan.steps().indexOf(step);
  }
}
