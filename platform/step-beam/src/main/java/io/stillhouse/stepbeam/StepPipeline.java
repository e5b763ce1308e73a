package io.stillhouse.stepbeam;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.work.FollowedWork;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * A Beam pipeline that does a step's work on the step's threads.
 *
 * <pre>{@code
 * StepPipeline pipeline = new StepPipeline(context);
 * pipeline.beam().apply(...).apply(...);
 * pipeline.run(new FollowedWork(...));
 * }</pre>
 */
public final class StepPipeline {
  private final StepContext context;
  private final Pipeline beam;

  /** An empty pipeline. */
  public StepPipeline(StepContext context) {
    this.context = context;
    beam = Pipeline.create(options(context.threads()));
  }

  /** Beam's pipeline, to be given its transforms. */
  public Pipeline beam() {
    return beam;
  }

  /**
   * Runs the pipeline to its end and tells the step's reporter how far it is.
   *
   * @throws StepStoppedException when the step was told to stop; the pipeline is canceled
   * @throws IOException what a worker threw, as are unchecked exceptions of workers
   * @throws Pipeline.PipelineExecutionException with what else a worker threw as its cause
   */
  public void run(FollowedWork work) throws IOException {
    try {
      new PipelineFollower(context, work).follow(beam.run());
    } catch (Pipeline.PipelineExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static PipelineOptions options(int threads) {
    return PipelineOptionsFactory.fromArgs(
            "--runner=DirectRunner",
            "--targetParallelism=" + threads,
            "--blockOnRun=false",
            // Elements are records of plain values: checking each for mutation costs time.
            "--enforceImmutability=false",
            "--enforceEncodability=false")
        .create();
  }
}
