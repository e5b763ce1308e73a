package io.stillhouse.steps.evaluation.report.section;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.ModelEvaluation;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Multi-label data: whether each label's probability can be believed. */
public final class LabelCalibrationSection implements Section {
  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    Cast cast = new Cast(evaluation);
    List<ModelEvaluation> models =
        Stream.of(cast.student(), cast.scratch(), cast.teacher())
            .flatMap(Optional::stream)
            .filter(model -> measured(model, evaluation.getClassesCount()))
            .toList();
    if (!evaluation.getMultiLabel() || models.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = new ArrayList<>(List.of("Label", "Has it"));
    models.forEach(model -> columns.add("Mean " + model.getName()));
    models.forEach(model -> columns.add("ECE " + model.getName()));
    return Optional.of(
        Parts.titled(
            "label-calibration",
            "Can its probabilities be believed?",
            "A calibrated model gives a label on average as often as images have it. One that was trained with"
                + " rare labels weighted up gives them too often: it ranks images well, but its probabilities"
                + " are no frequencies.",
            Parts.figures(
                "Share of images that have each label, mean probability that each model gives it, and its"
                    + " expected calibration error over ten bins",
                columns,
                IntStream.range(0, evaluation.getClassesCount())
                    .mapToObj(label -> row(models, label))
                    .toList())));
  }

  private static boolean measured(ModelEvaluation model, int labels) {
    return model.getMultiLabel().getLabelsCount() == labels
        && model.getMultiLabel().getLabelsList().stream()
            .allMatch(label -> label.getReliabilityCount() > 0);
  }

  private static List<DomContent> row(List<ModelEvaluation> models, int label) {
    List<DomContent> row = new ArrayList<>();
    LabelMetrics first = models.get(0).getMultiLabel().getLabels(label);
    double images = first.getPositives() + first.getNegatives();
    row.add(Parts.cell(first.getLabel()));
    row.add(Parts.cell(NumberText.percent(first.getPositives() / images)));
    for (ModelEvaluation model : models) {
      LabelMetrics metrics = model.getMultiLabel().getLabels(label);
      row.add(Parts.cell(NumberText.percent(metrics.getMeanProbability())));
    }
    for (ModelEvaluation model : models) {
      LabelMetrics metrics = model.getMultiLabel().getLabels(label);
      row.add(Parts.cell(NumberText.percent(metrics.getEce())));
    }
    return row;
  }
}
