package io.stillhouse.steps.evaluation.report;

import java.util.List;

/**
 * The learning curves of one stage of a run.
 *
 * @param stage the stage as a person calls it: {@code teacher resnet20}, {@code hint-pretraining}
 * @param curves its curves, possibly none
 */
public record StageCurves(String stage, List<Curve> curves) {
  /** Copies the list. */
  public StageCurves {
    curves = List.copyOf(curves);
  }
}
