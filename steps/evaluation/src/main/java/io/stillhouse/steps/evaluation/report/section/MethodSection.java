package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.footer;
import static j2html.TagCreator.p;

import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import j2html.tags.DomContent;
import java.util.Optional;

/** How the figures were taken. */
public final class MethodSection implements Section {
  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    String latency =
        evaluation.getModelsList().stream()
            .filter(ModelEvaluation::hasLatency)
            .findFirst()
            .map(
                model ->
                    "Latency: one image at a time on one thread, batch normalisation folded into the"
                        + " convolutions, %s passes after a warm-up."
                            .formatted(NumberText.count(model.getLatency().getPasses())))
            .orElse("Latency was not measured.");
    String quality =
        evaluation.getMultiLabel()
            ? "AUC by ranks with ties at one half; means are over the labels where it is defined. Intervals of one"
                + " label's AUC and of its gain after DeLong, DeLong and Clarke-Pearson (1988), images of one patient"
                + " together (Obuchowski, 1997); of the mean by bootstrap."
            : "ECE over 15 bins of equal width; Brier summed over classes; NLL in nats; temperature 1 unless"
                + " a column says otherwise.";
    return Optional.of(
        footer(
            p(
                "Intervals: 95%, percentiles of a paired bootstrap over the "
                    + evaluation.getSplit()
                    + " images"
                    + resamples(evaluation)
                    + "; they hold for this"
                    + " split and these trained weights, not for other training seeds. Gap recovered = (student −"
                    + " scratch) / (teacher − scratch)."),
            p(quality + " " + latency + " MACs count convolutions and dense layers.")));
  }

  private static String resamples(Evaluation evaluation) {
    return evaluation.getDistillationsList().stream()
        .flatMap(distillation -> distillation.getComparisonsList().stream())
        .findFirst()
        .map(comparison -> " (" + NumberText.count(comparison.getResamples()) + " resamples)")
        .orElse("");
  }
}
