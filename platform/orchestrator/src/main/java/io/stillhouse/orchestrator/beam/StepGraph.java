package io.stillhouse.orchestrator.beam;

import static java.util.Objects.requireNonNull;

import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * The steps of a plan as a Beam pipeline: for each a seed element, the outcomes of the steps before
 * it as side inputs, and a function that takes the step to its outcome.
 */
public final class StepGraph {
  private final StepFunction function;
  private final int consumers;

  /** Makes the function of a step. */
  @FunctionalInterface
  public interface StepFunction {
    /**
     * A function from the step's name to its outcome.
     *
     * @param upstream where it finds the outcomes of the steps before it
     */
    DoFn<String, StepOutcome> reading(List<PCollectionView<List<StepOutcome>>> upstream);
  }

  /**
   * A graph of such functions.
   *
   * @param consumers how many steps may read an outcome directly; when there are more, the others
   *     read copies of it
   */
  public StepGraph(StepFunction function, int consumers) {
    this.function = function;
    this.consumers = consumers;
  }

  /**
   * Adds the steps of a plan to a pipeline.
   *
   * @param settled the outcomes of the steps that need not run; each step before them is among them
   * @return what the steps that run give
   */
  public List<PCollection<StepOutcome>> addTo(
      Pipeline pipeline, Plan plan, Map<String, StepOutcome> settled) {
    List<PCollection<StepOutcome>> running = new ArrayList<>();
    Map<String, OutcomeViews> views = new HashMap<>();
    for (PlannedStep step : plan.steps()) {
      StepOutcome known = settled.get(step.name());
      PCollection<StepOutcome> outcome;
      if (known == null) {
        List<PCollectionView<List<StepOutcome>>> upstream =
            step.upstream().stream()
                .map(name -> requireNonNull(views.get(name), name).next())
                .toList();
        outcome = pipeline.apply(step.name(), new StepTransform(step.name(), function, upstream));
        running.add(outcome);
      } else {
        outcome = pipeline.apply(step.name(), Create.of(known).withCoder(new StepOutcomeCoder()));
      }
      views.put(step.name(), new OutcomeViews(step.name(), outcome, consumers));
    }
    return running;
  }

  /** What the function of a step finds in its side inputs, by the steps' names. */
  public static Map<String, StepOutcome> upstream(
      DoFn<String, StepOutcome>.ProcessContext context,
      List<PCollectionView<List<StepOutcome>>> views) {
    Map<String, StepOutcome> outcomes = new HashMap<>();
    for (PCollectionView<List<StepOutcome>> view : views) {
      context.sideInput(view).forEach(outcome -> outcomes.put(outcome.getStep(), outcome));
    }
    return outcomes;
  }
}
