package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Starts a step of a pipeline in this JVM and gives the runner's thread back while the step works:
 * a splittable function whose one position is claimed when the step has ended.
 */
@DoFn.BoundedPerElement
final class WatchStepFn extends DoFn<String, StepOutcome> {
  private static final long serialVersionUID = 1L;

  private final String lease;
  private final ArrayList<PCollectionView<List<StepOutcome>>> upstream;

  WatchStepFn(String lease, List<PCollectionView<List<StepOutcome>>> upstream) {
    this.lease = lease;
    this.upstream = new ArrayList<>(upstream);
  }

  @GetInitialRestriction
  public OffsetRange restriction() {
    return new OffsetRange(0, 1);
  }

  @GetRestrictionCoder
  public OffsetRange.Coder restrictionCoder() {
    return OffsetRange.Coder.of();
  }

  @ProcessElement
  public ProcessContinuation process(
      ProcessContext context, RestrictionTracker<OffsetRange, Long> tracker)
      throws InterruptedException {
    StepCalls calls = LiveCalls.of(lease);
    String step = context.element();
    Optional<StepOutcome> outcome =
        calls.outcome(step, () -> StepGraph.upstream(context, upstream));
    if (outcome.isEmpty()) {
      calls.awaitChange();
      outcome = calls.outcome(step, Map::of);
    }
    if (outcome.isEmpty()) {
      return ProcessContinuation.resume();
    }
    if (tracker.tryClaim(0L)) {
      context.output(outcome.get());
    }
    return ProcessContinuation.stop();
  }
}
