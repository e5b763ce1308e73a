package io.stillhouse.steps.evaluation.report.section;

import io.stillhouse.steps.evaluation.report.AreaText;
import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.ScoreText;
import io.stillhouse.steps.evaluation.report.chart.Palette;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every model with its quality and its cost. */
public final class ModelsSection implements Section {
  private static final int CLASSES_WORTH_TOP5 = 6;

  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    List<ModelEvaluation> models = new Cast(evaluation).wholeModels();
    if (models.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Parts.titled(
            "models",
            "Models",
            "What each model gets right, and what it costs to run.",
            Parts.figures(
                "Quality and cost of every model on the %s split".formatted(evaluation.getSplit()),
                columns(evaluation),
                models.stream().map(model -> row(evaluation, model)).toList())));
  }

  private static List<String> columns(Evaluation evaluation) {
    List<String> columns = new ArrayList<>(List.of("Model"));
    if (evaluation.getMultiLabel()) {
      columns.addAll(List.of("Mean AUC", "Mean AP", "BCE"));
    } else {
      columns.add("Accuracy");
      if (showsTop5(evaluation)) {
        columns.add("Top 5");
      }
      columns.addAll(List.of("Macro F1", "NLL"));
    }
    columns.addAll(List.of("Parameters", "MACs", "File", "p50", "p99", "Architecture"));
    return columns;
  }

  private static List<DomContent> row(Evaluation evaluation, ModelEvaluation model) {
    List<DomContent> row = new ArrayList<>();
    row.add(Parts.model(model.getName(), Palette.of(model.getRole())));
    ScoreText text = new ScoreText(evaluation.getMultiLabel());
    row.add(
        Parts.cell(
            evaluation.getMultiLabel()
                ? AreaText.ofMean(model.getMultiLabel())
                : text.of(new Cast(evaluation).score(model))));
    if (evaluation.getMultiLabel()) {
      row.add(Parts.cell(NumberText.decimal(model.getMultiLabel().getMeanAveragePrecision(), 4)));
      row.add(Parts.cell(NumberText.decimal(model.getMultiLabel().getBce(), 4)));
    } else {
      if (showsTop5(evaluation)) {
        row.add(Parts.cell(NumberText.percent(model.getClassification().getTop5Accuracy())));
      }
      row.add(Parts.cell(NumberText.decimal(model.getClassification().getMacroF1(), 4)));
      row.add(Parts.cell(NumberText.decimal(model.getClassification().getNll(), 4)));
    }
    row.add(Parts.cell(NumberText.count(model.getParameters())));
    row.add(Parts.cell(model.getMacs() == 0 ? "–" : NumberText.shortCount(model.getMacs())));
    row.add(Parts.cell(NumberText.bytes(model.getFileBytes())));
    row.add(Parts.cell(latency(model, model.getLatency().getP50Seconds())));
    row.add(Parts.cell(latency(model, model.getLatency().getP99Seconds())));
    row.add(Parts.cell(model.getArchitecture()));
    return row;
  }

  private static boolean showsTop5(Evaluation evaluation) {
    return evaluation.getClassesCount() >= CLASSES_WORTH_TOP5;
  }

  private static String latency(ModelEvaluation model, double seconds) {
    return model.hasLatency() ? NumberText.duration(seconds) : "–";
  }
}
