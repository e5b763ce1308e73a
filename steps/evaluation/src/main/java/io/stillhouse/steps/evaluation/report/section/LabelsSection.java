package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import io.stillhouse.steps.evaluation.report.AreaText;
import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.chart.Palette;
import io.stillhouse.steps.evaluation.report.chart.RocChart;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.ModelEvaluation;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Multi-label data: each label with its positives, AUC and ROC curves. */
public final class LabelsSection implements Section {
  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    Cast cast = new Cast(evaluation);
    List<ModelEvaluation> models =
        Stream.of(cast.student(), cast.scratch(), cast.teacher())
            .flatMap(Optional::stream)
            .filter(model -> model.getMultiLabel().getLabelsCount() == evaluation.getClassesCount())
            .toList();
    if (!evaluation.getMultiLabel() || models.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> labels = IntStream.range(0, evaluation.getClassesCount()).boxed().toList();
    Optional<Distillation> gains =
        cast.distillation()
            .filter(
                distillation -> distillation.getClassGainCount() == evaluation.getClassesCount());
    List<String> columns = new ArrayList<>(List.of("Label", "Positives", "Negatives"));
    models.forEach(model -> columns.add("AUC " + model.getName()));
    gains.ifPresent(distillation -> columns.add("AUC gained over scratch"));
    models.forEach(model -> columns.add("AP " + model.getName()));
    return Optional.of(
        Parts.titled(
            "labels",
            "Each label",
            "An AUC from few positives is worth little: read it with its interval and the count beside it."
                + gains.map(LabelsSection::certainGains).orElse(""),
            Parts.figures(
                "Area under the ROC curve with its 95% interval, and average precision, of each label",
                columns,
                labels.stream().map(label -> row(evaluation, models, gains, label)).toList()),
            div(each(models, model -> Parts.key(model.getName(), Palette.of(model.getRole()))))
                .withClass("keys"),
            div(each(labels, label -> roc(models, label))).withClass("grid roc")));
  }

  /** How many gains are more than chance would give, and how many chance gives. */
  private static String certainGains(Distillation distillation) {
    int known = 0;
    int certain = 0;
    for (int label = 0; label < distillation.getClassGainCount(); label++) {
      if (AreaText.hasGainInterval(distillation, label)) {
        known++;
        boolean above = distillation.getClassGainLower(label) > 0;
        boolean below = distillation.getClassGainUpper(label) < 0;
        certain += above || below ? 1 : 0;
      }
    }
    return known == 0
        ? ""
        : " Of %s gains over the scratch baseline the interval of %s leaves out zero; of as many labels without any gain, one in twenty would."
            .formatted(known, certain);
  }

  private static List<DomContent> row(
      Evaluation evaluation,
      List<ModelEvaluation> models,
      Optional<Distillation> gains,
      int label) {
    List<DomContent> row = new ArrayList<>();
    row.add(Parts.cell(evaluation.getClasses(label)));
    row.add(Parts.cell(NumberText.count(metrics(models.get(0), label).getPositives())));
    row.add(Parts.cell(NumberText.count(metrics(models.get(0), label).getNegatives())));
    for (ModelEvaluation model : models) {
      row.add(Parts.cell(AreaText.of(metrics(model, label))));
    }
    gains.ifPresent(distillation -> row.add(Parts.cell(AreaText.gain(distillation, label))));
    for (ModelEvaluation model : models) {
      LabelMetrics metrics = metrics(model, label);
      row.add(
          Parts.cell(
              metrics.hasAveragePrecision()
                  ? NumberText.decimal(metrics.getAveragePrecision(), 4)
                  : "–"));
    }
    return row;
  }

  private static DomContent roc(List<ModelEvaluation> models, int label) {
    String name = metrics(models.get(0), label).getLabel();
    List<RocChart.Line> lines =
        models.stream()
            .map(
                model ->
                    new RocChart.Line(
                        Palette.of(model.getRole()),
                        metrics(model, label).getRocList(),
                        model.getName() + ": AUC " + auc(metrics(model, label))))
            .toList();
    long positives = metrics(models.get(0), label).getPositives();
    return Parts.chart(name, RocChart.draw(name, lines), caption(positives));
  }

  private static String caption(long positives) {
    return positives == 0
        ? "no positive, no curve"
        : NumberText.count(positives) + (positives == 1 ? " positive" : " positives");
  }

  private static String auc(LabelMetrics metrics) {
    return metrics.hasAuc() ? NumberText.decimal(metrics.getAuc(), 4) : "not defined";
  }

  private static LabelMetrics metrics(ModelEvaluation model, int label) {
    return model.getMultiLabel().getLabels(label);
  }
}
