package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.plan.ConditionException;
import io.stillhouse.model.plan.InputWiring;
import io.stillhouse.model.plan.OutputOf;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Whether a step runs, once all steps before it have ended. */
public sealed interface Readiness {

  /**
   * It runs.
   *
   * @param inputs the artifacts of every wired input that is not empty
   */
  record Ready(Map<String, InputArtifacts> inputs) implements Readiness {}

  /**
   * It is skipped.
   *
   * @param reason why: a sentence for a person
   * @param blockedBy the failed or canceled steps behind it; empty when conditions alone decided
   */
  record Skipped(String reason, Set<String> blockedBy) implements Readiness {}

  /**
   * Its condition has no answer.
   *
   * @param problem why not
   */
  record Undecidable(String problem) implements Readiness {}

  /**
   * Decides.
   *
   * @param outcomes the outcome of each step before it
   */
  static Readiness of(PlannedStep step, Plan plan, Map<String, StepOutcome> outcomes) {
    Set<String> blockers = blockers(step, outcomes);
    if (!blockers.isEmpty()) {
      return new Skipped("it needs " + String.join(", ", blockers), blockers);
    }
    for (String asked : step.when().steps()) {
      if (outcome(outcomes, asked).getState() == State.SKIPPED) {
        return new Skipped("its condition asks step " + asked + ", which was skipped", Set.of());
      }
    }
    try {
      if (!step.when().evaluate((of, metric) -> metric(outcome(outcomes, of), metric))) {
        return new Skipped("its condition was false: " + step.when().text(), Set.of());
      }
    } catch (ConditionException e) {
      return new Undecidable(String.valueOf(e.getMessage()));
    }
    return inputs(step, plan, outcomes);
  }

  private static Readiness inputs(PlannedStep step, Plan plan, Map<String, StepOutcome> outcomes) {
    Map<String, InputArtifacts> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, InputWiring> input : step.inputs().entrySet()) {
      InputArtifacts.Builder artifacts = InputArtifacts.newBuilder();
      Set<String> skipped = new TreeSet<>();
      for (OutputOf source : input.getValue().sources()) {
        StepOutcome producer = outcome(outcomes, source.step());
        if (producer.getState() == State.SKIPPED) {
          skipped.add(source.step());
        } else {
          artifacts.addArtifacts(artifact(plan, source, producer));
        }
      }
      if (artifacts.getArtifactsCount() > 0) {
        inputs.put(input.getKey(), artifacts.build());
      } else if (!input.getValue().optional()) {
        return new Skipped(
            "its input "
                + input.getKey()
                + " comes from "
                + String.join(", ", skipped)
                + ", which was skipped",
            Set.of());
      }
    }
    return new Ready(inputs);
  }

  private static InputArtifact artifact(Plan plan, OutputOf source, StepOutcome producer) {
    String item = plan.step(source.step()).item();
    return InputArtifact.newBuilder()
        .setArtifact(producer.getResult().getOutputsOrThrow(source.output()))
        .setProducer(source.step())
        .setItem(item == null ? "" : item)
        .build();
  }

  private static Set<String> blockers(PlannedStep step, Map<String, StepOutcome> outcomes) {
    Set<String> blockers = new TreeSet<>();
    for (String upstream : step.upstream()) {
      StepOutcome outcome = outcome(outcomes, upstream);
      if (outcome.getState() == State.FAILED || outcome.getState() == State.CANCELED) {
        blockers.add(upstream);
      }
      blockers.addAll(outcome.getBlockedByList());
    }
    return blockers;
  }

  private static OptionalDouble metric(StepOutcome outcome, String metric) {
    Double value = outcome.getResult().getMetricsMap().get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static StepOutcome outcome(Map<String, StepOutcome> outcomes, String step) {
    StepOutcome outcome = outcomes.get(step);
    if (outcome == null) {
      throw new IllegalStateException("step " + step + " has not ended");
    }
    return outcome;
  }
}
