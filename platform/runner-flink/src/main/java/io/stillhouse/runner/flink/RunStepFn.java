package io.stillhouse.runner.flink;

import io.stillhouse.orchestrator.beam.StepGraph;
import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Takes a step to its outcome in a TaskManager, and blocks meanwhile: each operator of a Flink job
 * has a thread of its own, and heartbeats are sent by others.
 */
final class RunStepFn extends DoFn<String, StepOutcome> {
  private static final long serialVersionUID = 1L;

  private final Submission submission;
  private final ArrayList<PCollectionView<List<StepOutcome>>> upstream;

  RunStepFn(Submission submission, List<PCollectionView<List<StepOutcome>>> upstream) {
    this.submission = submission;
    this.upstream = new ArrayList<>(upstream);
  }

  @ProcessElement
  public void process(ProcessContext context) throws InterruptedException {
    try (LiveRuns.Use use = LiveRuns.use(submission)) {
      context.output(use.run(context.element(), StepGraph.upstream(context, upstream)));
    }
  }
}
