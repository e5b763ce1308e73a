package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** One step: a seed element, and its function with the outcomes of the steps before it. */
final class StepTransform extends PTransform<PBegin, PCollection<StepOutcome>> {
  private static final long serialVersionUID = 3L;

  private final String step;
  private final transient StepGraph.StepFunction function;
  private final transient List<PCollectionView<List<StepOutcome>>> upstream;

  StepTransform(
      String step,
      StepGraph.StepFunction function,
      List<PCollectionView<List<StepOutcome>>> upstream) {
    this.step = step;
    this.function = function;
    this.upstream = upstream;
  }

  @Override
  public PCollection<StepOutcome> expand(PBegin begin) {
    return begin
        .apply("seed", Create.of(step))
        .apply("run", ParDo.of(function.reading(upstream)).withSideInputs(upstream))
        .setCoder(new StepOutcomeCoder());
  }
}
