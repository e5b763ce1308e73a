package io.stillhouse.orchestrator.beam;

import io.stillhouse.model.plan.Plan;
import io.stillhouse.v1.StepOutcome;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

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
      new StepGraph(upstream -> new WatchStepFn(lease.number(), upstream), Integer.MAX_VALUE)
          .addTo(pipeline, plan, settled);
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
