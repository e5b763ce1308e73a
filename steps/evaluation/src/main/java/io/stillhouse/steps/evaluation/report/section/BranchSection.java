package io.stillhouse.steps.evaluation.report.section;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.ScoreText;
import io.stillhouse.steps.evaluation.report.chart.Palette;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The student's branches, each alone and all together. */
public final class BranchSection implements Section {
  @Override
  public Optional<DomContent> render(ReportContent content) {
    Cast cast = new Cast(content.evaluation());
    List<ModelEvaluation> branches = cast.all(ModelRole.STUDENT_BRANCH);
    if (branches.isEmpty() || cast.student().isEmpty()) {
      return Optional.empty();
    }
    ModelEvaluation student = cast.student().get();
    double best = branches.stream().mapToDouble(cast::score).max().orElse(Double.NaN);
    ScoreText text = new ScoreText(content.evaluation().getMultiLabel());
    List<ModelEvaluation> rows = new ArrayList<>(branches);
    rows.add(student);
    return Optional.of(
        Parts.titled(
            "branches",
            "Branches",
            "The branches share the stem; the student's answer is the mean of their probabilities: %s against its"
                    .formatted(text.differenceWithUnit(cast.score(student) - best))
                + " best branch.",
            Parts.figures(
                "Each branch alone, and the ensemble of branches",
                columns(content.evaluation()),
                rows.stream().map(model -> row(content.evaluation(), model)).toList())));
  }

  private static List<String> columns(Evaluation evaluation) {
    return evaluation.getMultiLabel()
        ? List.of("Model", "Architecture", "Mean AUC", "Mean AP", "BCE", "Parameters")
        : List.of("Model", "Architecture", "Accuracy", "NLL", "ECE", "Parameters");
  }

  private static List<DomContent> row(Evaluation evaluation, ModelEvaluation model) {
    boolean multiLabel = evaluation.getMultiLabel();
    ScoreText text = new ScoreText(multiLabel);
    return List.of(
        Parts.model(model.getName(), Palette.of(model.getRole())),
        Parts.cell(model.getArchitecture()),
        Parts.cell(text.of(new Cast(evaluation).score(model))),
        Parts.cell(
            multiLabel
                ? NumberText.decimal(model.getMultiLabel().getMeanAveragePrecision(), 4)
                : NumberText.decimal(model.getClassification().getNll(), 4)),
        Parts.cell(
            multiLabel
                ? NumberText.decimal(model.getMultiLabel().getBce(), 4)
                : NumberText.percent(model.getClassification().getEce())),
        Parts.cell(model.getParameters() == 0 ? "–" : NumberText.count(model.getParameters())));
  }
}
