package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * One step: a seed element, the outcomes of the steps before it as side inputs, and a call that
 * blocks until the step has ended.
 */
final class StepTransform extends PTransform<PBegin, PCollectionView<List<StepOutcome>>> {
  private static final long serialVersionUID = 1L;

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

  /** Calls the body of the run. */
  private static final class RunStep extends DoFn<String, StepOutcome> {
    private static final long serialVersionUID = 1L;

    private final String lease;
    private final ArrayList<PCollectionView<List<StepOutcome>>> upstream;

    RunStep(String lease, List<PCollectionView<List<StepOutcome>>> upstream) {
      this.lease = lease;
      this.upstream = new ArrayList<>(upstream);
    }

    @ProcessElement
    public void process(ProcessContext context) throws InterruptedException {
      Map<String, StepOutcome> outcomes = new HashMap<>();
      for (PCollectionView<List<StepOutcome>> view : upstream) {
        context.sideInput(view).forEach(outcome -> outcomes.put(outcome.getStep(), outcome));
      }
      context.output(LiveBodies.body(lease).run(context.element(), outcomes));
    }
  }
}
