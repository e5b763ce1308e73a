package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * One step: a seed element, the outcomes of the steps before it as side inputs, and a call that is
 * looked at again and again until the step has ended.
 */
final class StepTransform extends PTransform<PBegin, PCollectionView<List<StepOutcome>>> {
  private static final long serialVersionUID = 2L;

  private final String step;
  private final String lease;
  private final transient List<PCollectionView<List<StepOutcome>>> upstream;

  StepTransform(String step, String lease, List<PCollectionView<List<StepOutcome>>> upstream) {
    this.step = step;
    this.lease = lease;
    this.upstream = upstream;
  }

  @Override
  public PCollectionView<List<StepOutcome>> expand(PBegin begin) {
    return begin
        .apply("seed", Create.of(step))
        .apply("run", ParDo.of(new RunStep(lease, upstream)).withSideInputs(upstream))
        .setCoder(new StepOutcomeCoder())
        .apply("outcome", View.asList());
  }

  /**
   * Starts the step and gives the runner's thread back while the step works: a splittable function
   * whose one position is claimed when the step has ended.
   */
  @DoFn.BoundedPerElement
  private static final class RunStep extends DoFn<String, StepOutcome> {
    private static final long serialVersionUID = 2L;

    private final String lease;
    private final ArrayList<PCollectionView<List<StepOutcome>>> upstream;

    RunStep(String lease, List<PCollectionView<List<StepOutcome>>> upstream) {
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
      Optional<StepOutcome> outcome = calls.outcome(step, () -> outcomes(context));
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

    private Map<String, StepOutcome> outcomes(ProcessContext context) {
      Map<String, StepOutcome> outcomes = new HashMap<>();
      for (PCollectionView<List<StepOutcome>> view : upstream) {
        context.sideInput(view).forEach(outcome -> outcomes.put(outcome.getStep(), outcome));
      }
      return outcomes;
    }
  }
}
