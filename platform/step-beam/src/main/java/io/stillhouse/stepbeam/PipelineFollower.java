package io.stillhouse.stepbeam;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.work.FollowedWork;
import java.io.IOException;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for a pipeline, tells how far it is, cancels it when the step is told to stop. */
final class PipelineFollower {
  private static final Duration POLL = Duration.millis(250);

  private final StepContext context;
  private final FollowedWork work;

  PipelineFollower(StepContext context, FollowedWork work) {
    this.context = context;
    this.work = work;
  }

  /**
   * Returns when the pipeline is done.
   *
   * @throws StepStoppedException when the step was told to stop
   * @throws IllegalStateException when the pipeline ended in another way
   */
  void follow(PipelineResult running) throws IOException {
    PipelineResult.@Nullable State state = null;
    while (state == null || !state.isTerminal()) {
      report(Math.min(work.total(), work.done().read(running)));
      if (context.stopRequested()) {
        running.cancel();
        throw new StepStoppedException(work.whenStopped());
      }
      state = running.waitUntilFinish(POLL);
    }
    if (state != PipelineResult.State.DONE) {
      throw new IllegalStateException(work.pipeline() + " ended as " + state);
    }
    report(work.total());
  }

  private void report(long done) {
    context.reporter().progress(work.stage(), done, work.total(), work.unit());
  }
}
