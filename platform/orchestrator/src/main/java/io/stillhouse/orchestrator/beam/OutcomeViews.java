package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a step for those after it: a view, and copies of it when too many would read it.
 */
final class OutcomeViews {
  private final String step;
  private final PCollection<StepOutcome> outcome;
  private final int consumers;
  private int taken;
  private @Nullable PCollectionView<List<StepOutcome>> current;

  OutcomeViews(String step, PCollection<StepOutcome> outcome, int consumers) {
    this.step = step;
    this.outcome = outcome;
    this.consumers = consumers;
  }

  /** The view for one more step. */
  PCollectionView<List<StepOutcome>> next() {
    PCollectionView<List<StepOutcome>> view = current;
    if (view == null || taken % consumers == 0) {
      String name = step + "/outcome" + taken / consumers;
      view =
          (taken == 0 ? outcome : outcome.apply(name + "/copy", ParDo.of(new Copy())))
              .setCoder(new StepOutcomeCoder())
              .apply(name, View.asList());
      current = view;
    }
    taken++;
    return view;
  }

  /** Gives what it gets. */
  private static final class Copy extends DoFn<StepOutcome, StepOutcome> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element StepOutcome outcome, OutputReceiver<StepOutcome> out) {
      out.output(outcome);
    }
  }
}
