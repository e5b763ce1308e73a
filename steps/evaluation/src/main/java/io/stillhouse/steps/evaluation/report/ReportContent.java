package io.stillhouse.steps.evaluation.report;

import io.stillhouse.v1.Evaluation;
import java.util.List;

/**
 * Everything a report shows.
 *
 * @param evaluation the figures
 * @param stages learning curves, a stage after the other as they ran; possibly none
 * @param examples images for the right/wrong table of the first distillation; possibly none
 */
public record ReportContent(
    Evaluation evaluation, List<StageCurves> stages, List<ExampleImage> examples) {
  /** Copies the lists. */
  public ReportContent {
    stages = List.copyOf(stages);
    examples = List.copyOf(examples);
  }
}
