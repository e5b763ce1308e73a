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
  /**
   * The runner's threads. With one, the pause of a step's transform is the pause of the whole
   * runner; steps have threads of their own.
   */
  private static final int RUNNER_THREADS = 1;

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
    try (StepCalls calls = new StepCalls(body);
        LiveCalls.Lease lease = LiveCalls.lease(calls)) {
      Pipeline pipeline = Pipeline.create(options());
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

  private static PipelineOptions options() {
    return PipelineOptionsFactory.fromArgs(
            "--runner=DirectRunner",
            "--targetParallelism=" + RUNNER_THREADS,
            "--enforceImmutability=false",
            "--enforceEncodability=false")
        .create();
  }
}
