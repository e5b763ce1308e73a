package io.stillhouse.orchestrator.beam;

import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.v1.StepOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionView;

/** Runs the steps of a plan as one Beam pipeline on the DirectRunner. */
public final class RunPipeline {
  /** Threads that Beam needs besides those that steps block. */
  private static final int OWN_THREADS = 2;

  private RunPipeline() {}

  /**
   * Runs every step that has no outcome yet and returns when all have ended. Steps that do not need
   * one another run side by side.
   *
   * @param settled the outcomes of the steps that need not run; each step before them is among them
   * @param body runs a step; its exceptions end the pipeline
   * @throws RuntimeException if the body or Beam itself fails
   */
  public static void run(Plan plan, Map<String, StepOutcome> settled, StepBody body) {
    try (LiveBodies.Lease lease = LiveBodies.lease(body)) {
      Pipeline pipeline = Pipeline.create(options(plan.steps().size() - settled.size()));
      Map<String, PCollectionView<List<StepOutcome>>> outcomes = new HashMap<>();
      for (PlannedStep step : plan.steps()) {
        StepOutcome known = settled.get(step.name());
        outcomes.put(
            step.name(),
            known == null
                ? pipeline.apply(
                    step.name(),
                    new StepTransform(
                        step.name(),
                        lease.number(),
                        step.upstream().stream().map(outcomes::get).toList()))
                : pipeline
                    .apply(step.name(), Create.of(known).withCoder(new StepOutcomeCoder()))
                    .apply(step.name() + "/outcome", View.asList()));
      }
      pipeline.run().waitUntilFinish();
    }
  }

  // Every step that is ready blocks a thread, so there must be one for each.
  private static PipelineOptions options(int steps) {
    return PipelineOptionsFactory.fromArgs(
            "--runner=DirectRunner",
            "--targetParallelism=" + (steps + OWN_THREADS),
            "--enforceImmutability=false",
            "--enforceEncodability=false")
        .create();
  }
}
