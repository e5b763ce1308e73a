package io.stillhouse.steps.evaluation.report;

import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.ModelEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The report in short, as GitHub-flavoured Markdown for a pull request. Names are escaped. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /** Renders the headline, the table of models and the comparison. */
  public static String render(Evaluation evaluation) {
    Headline headline = Headline.of(evaluation);
    StringBuilder text = new StringBuilder();
    text.append("### ").append(MarkdownText.of(headline.sentence())).append("\n\n");
    text.append(MarkdownText.of(headline.detail())).append("\n\n");
    if (evaluation.getModelsCount() > 0) {
      appendTable(text, header(evaluation), rows(evaluation));
    }
    if (evaluation.getMultiLabel()) {
      appendLabels(text, evaluation);
    }
    new Cast(evaluation)
        .distillation()
        .filter(distillation -> !distillation.getTeacher().isEmpty())
        .ifPresent(distillation -> appendAgreement(text, evaluation, distillation));
    text.append(
        "Charts, reliability diagrams, confusion and learning curves are in `report.html`; every figure is in"
            + " `evaluation.json`.\n");
    return text.toString();
  }

  private static List<String> header(Evaluation evaluation) {
    List<String> header = new ArrayList<>(List.of("Model"));
    header.addAll(
        evaluation.getMultiLabel()
            ? List.of("Mean AUC", "Mean AP", "BCE")
            : List.of("Accuracy", "NLL", "ECE", "Macro F1"));
    header.addAll(List.of("Parameters", "MACs", "p50", "p99"));
    return header;
  }

  private static List<List<String>> rows(Evaluation evaluation) {
    return evaluation.getModelsList().stream().map(model -> row(evaluation, model)).toList();
  }

  private static List<String> row(Evaluation evaluation, ModelEvaluation model) {
    List<String> row = new ArrayList<>();
    row.add(MarkdownText.of(model.getName()));
    if (evaluation.getMultiLabel()) {
      row.add(AreaText.ofMean(model.getMultiLabel()));
      row.add(NumberText.decimal(model.getMultiLabel().getMeanAveragePrecision(), 4));
      row.add(NumberText.decimal(model.getMultiLabel().getBce(), 4));
    } else {
      row.add(NumberText.percent(model.getClassification().getAccuracy()));
      row.add(NumberText.decimal(model.getClassification().getNll(), 4));
      row.add(NumberText.percent(model.getClassification().getEce()));
      row.add(NumberText.decimal(model.getClassification().getMacroF1(), 4));
    }
    row.add(model.getParameters() == 0 ? "–" : NumberText.count(model.getParameters()));
    row.add(model.getMacs() == 0 ? "–" : NumberText.shortCount(model.getMacs()));
    row.add(model.hasLatency() ? NumberText.duration(model.getLatency().getP50Seconds()) : "–");
    row.add(model.hasLatency() ? NumberText.duration(model.getLatency().getP99Seconds()) : "–");
    return row;
  }

  private static void appendLabels(StringBuilder text, Evaluation evaluation) {
    Cast cast = new Cast(evaluation);
    List<ModelEvaluation> models =
        Stream.of(cast.student(), cast.scratch(), cast.teacher())
            .flatMap(Optional::stream)
            .filter(model -> model.getMultiLabel().getLabelsCount() == evaluation.getClassesCount())
            .toList();
    Optional<Distillation> gains =
        cast.distillation()
            .filter(
                distillation -> distillation.getClassGainCount() == evaluation.getClassesCount());
    if (models.isEmpty()) {
      return;
    }
    List<String> header = new ArrayList<>(List.of("Label", "Positives", "Negatives"));
    models.forEach(model -> header.add("AUC " + MarkdownText.of(model.getName())));
    gains.ifPresent(distillation -> header.add("Gained over scratch"));
    List<List<String>> rows = new ArrayList<>();
    for (int label = 0; label < evaluation.getClassesCount(); label++) {
      LabelMetrics counts = models.get(0).getMultiLabel().getLabels(label);
      List<String> row = new ArrayList<>();
      row.add(MarkdownText.of(evaluation.getClasses(label)));
      row.add(NumberText.count(counts.getPositives()));
      row.add(NumberText.count(counts.getNegatives()));
      for (ModelEvaluation model : models) {
        row.add(AreaText.of(model.getMultiLabel().getLabels(label)));
      }
      if (gains.isPresent()) {
        row.add(AreaText.gain(gains.get(), label));
      }
      rows.add(row);
    }
    appendTable(text, header, rows);
  }

  private static void appendTable(
      StringBuilder text, List<String> header, List<List<String>> rows) {
    appendRow(text, header);
    text.append("|:--|").append("--:|".repeat(header.size() - 1)).append('\n');
    rows.forEach(row -> appendRow(text, row));
    text.append('\n');
  }

  private static void appendRow(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static void appendAgreement(
      StringBuilder text, Evaluation evaluation, Distillation distillation) {
    text.append(
        "Student and teacher give the same answer to %s of the %s; mean KL(teacher ‖ student) %s nats."
            .formatted(
                NumberText.percent(distillation.getAgreement()),
                evaluation.getMultiLabel() ? "yes-or-no questions" : "images",
                NumberText.decimal(distillation.getFidelityKl(), 4)));
    if (!evaluation.getMultiLabel()) {
      text.append(
          " Right: both %s, only the teacher %s, only the student %s, neither %s."
              .formatted(
                  NumberText.count(distillation.getBothRight()),
                  NumberText.count(distillation.getTeacherOnlyRight()),
                  NumberText.count(distillation.getStudentOnlyRight()),
                  NumberText.count(distillation.getNeitherRight())));
    }
    text.append("\n\n");
  }
}
