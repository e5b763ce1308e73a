package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.chart.Palette;
import io.stillhouse.steps.evaluation.report.chart.ReliabilityChart;
import io.stillhouse.v1.CalibratedMetrics;
import io.stillhouse.v1.ClassificationMetrics;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the models' probabilities can be believed. */
public final class CalibrationSection implements Section {
  private static final int MOST_DIAGRAMS = 6;

  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    Cast cast = new Cast(evaluation);
    if (evaluation.getMultiLabel() || cast.wholeModels().isEmpty()) {
      return Optional.empty();
    }
    boolean temperatures =
        evaluation.getModelsList().stream().anyMatch(ModelEvaluation::hasCalibrated);
    return Optional.of(
        Parts.titled(
            "calibration",
            "Can its confidence be believed?",
            "Bars on the diagonal: when the model says 80%, it is right 80% of the time. Below each diagram,"
                + " how many images fall into each bin; bins of fewer than ten are pale.",
            div(each(shown(cast), CalibrationSection::diagram)).withClass("grid thirds"),
            Parts.figures(
                "Calibration of every model; lower is better",
                columns(temperatures),
                cast.wholeModels().stream().map(model -> row(model, temperatures)).toList())));
  }

  /** The student, its baseline and its teacher first, then whoever else there is room for. */
  private static List<ModelEvaluation> shown(Cast cast) {
    Set<ModelEvaluation> models = new LinkedHashSet<>();
    cast.student().ifPresent(models::add);
    cast.scratch().ifPresent(models::add);
    cast.teacher().ifPresent(models::add);
    models.addAll(cast.wholeModels());
    return models.stream()
        .filter(model -> model.getClassification().getReliabilityCount() > 0)
        .limit(MOST_DIAGRAMS)
        .toList();
  }

  private static DomContent diagram(ModelEvaluation model) {
    ClassificationMetrics metrics = model.getClassification();
    return Parts.chart(
        model.getName(),
        ReliabilityChart.draw(
            model.getName(), Palette.of(model.getRole()), metrics.getReliabilityList()),
        "ECE " + NumberText.percent(metrics.getEce()));
  }

  private static List<String> columns(boolean temperatures) {
    List<String> columns = new ArrayList<>(List.of("Model", "ECE", "NLL", "Brier"));
    if (temperatures) {
      columns.addAll(List.of("Temperature", "ECE scaled", "NLL scaled", "Brier scaled"));
    }
    return columns;
  }

  private static List<DomContent> row(ModelEvaluation model, boolean temperatures) {
    ClassificationMetrics metrics = model.getClassification();
    List<DomContent> row = new ArrayList<>();
    row.add(Parts.model(model.getName(), Palette.of(model.getRole())));
    row.add(Parts.cell(NumberText.percent(metrics.getEce())));
    row.add(Parts.cell(NumberText.decimal(metrics.getNll(), 4)));
    row.add(Parts.cell(NumberText.decimal(metrics.getBrier(), 4)));
    if (temperatures) {
      CalibratedMetrics scaled = model.getCalibrated();
      boolean has = model.hasCalibrated();
      row.add(Parts.cell(has ? NumberText.decimal(model.getTemperature(), 2) : "–"));
      row.add(Parts.cell(has ? NumberText.percent(scaled.getEce()) : "–"));
      row.add(Parts.cell(has ? NumberText.decimal(scaled.getNll(), 4) : "–"));
      row.add(Parts.cell(has ? NumberText.decimal(scaled.getBrier(), 4) : "–"));
    }
    return row;
  }
}
