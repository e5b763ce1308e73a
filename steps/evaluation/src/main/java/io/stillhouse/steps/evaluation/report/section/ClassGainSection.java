package io.stillhouse.steps.evaluation.report.section;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.ScoreText;
import io.stillhouse.steps.evaluation.report.chart.GainChart;
import io.stillhouse.v1.Evaluation;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which classes gained and which lost against the baseline. */
public final class ClassGainSection implements Section {
  private static final int MOST_BARS = 30;

  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    return new Cast(evaluation)
        .distillation()
        .map(distillation -> distillation.getClassGainList())
        .filter(gains -> !gains.isEmpty() && gains.size() == evaluation.getClassesCount())
        .map(gains -> section(evaluation, gains));
  }

  private static DomContent section(Evaluation evaluation, List<Double> gains) {
    List<GainChart.Bar> bars = new ArrayList<>();
    for (int i = 0; i < gains.size(); i++) {
      bars.add(bar(evaluation, i, gains.get(i)));
    }
    bars.sort(Comparator.comparingDouble(ClassGainSection::order).reversed());
    long better = gains.stream().filter(gain -> gain > 0).count();
    long worse = gains.stream().filter(gain -> gain < 0).count();
    String measure = evaluation.getMultiLabel() ? "AUC" : "share named rightly, in points";
    String lead =
        "%s of %s classes gained over the scratch baseline, %s lost (%s)."
            .formatted(better, gains.size(), worse, measure);
    List<GainChart.Bar> shown = ends(bars);
    if (shown.size() < bars.size()) {
      lead +=
          " Shown are the %s that gained most and the %s that lost most."
              .formatted(MOST_BARS / 2, MOST_BARS / 2);
    }
    return Parts.titled(
        "class-gain",
        "Gain of each class",
        lead,
        Parts.responsive(
            width -> GainChart.draw("Gain of each class over the baseline", shown, width),
            720,
            350));
  }

  private static GainChart.Bar bar(Evaluation evaluation, int index, double gain) {
    ScoreText text = new ScoreText(evaluation.getMultiLabel());
    Cast cast = new Cast(evaluation);
    String name = evaluation.getClasses(index);
    if (Double.isNaN(gain)) {
      return new GainChart.Bar(name, gain, "not defined", name + ": not defined, too few images");
    }
    String levels =
        evaluation.getMultiLabel()
            ? ""
            : cast.scratch()
                    .map(m -> m.getClassification().getClassAccuracy(index))
                    .map(NumberText::percent)
                    .orElse("?")
                + " → "
                + cast.student()
                    .map(m -> m.getClassification().getClassAccuracy(index))
                    .map(NumberText::percent)
                    .orElse("?");
    return new GainChart.Bar(name, gain, text.difference(gain), name + ": " + levels);
  }

  private static double order(GainChart.Bar bar) {
    return Double.isNaN(bar.gain()) ? Double.NEGATIVE_INFINITY : bar.gain();
  }

  private static List<GainChart.Bar> ends(List<GainChart.Bar> bars) {
    if (bars.size() <= MOST_BARS) {
      return bars;
    }
    List<GainChart.Bar> ends = new ArrayList<>(bars.subList(0, MOST_BARS / 2));
    ends.addAll(bars.subList(bars.size() - MOST_BARS / 2, bars.size()));
    return ends;
  }
}
