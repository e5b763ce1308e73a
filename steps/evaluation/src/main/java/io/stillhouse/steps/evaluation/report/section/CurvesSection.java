package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;

import io.stillhouse.steps.evaluation.report.Curve;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.StageCurves;
import io.stillhouse.steps.evaluation.report.chart.CurveChart;
import io.stillhouse.steps.evaluation.report.chart.Palette;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How every stage learnt. */
public final class CurvesSection implements Section {
  @Override
  public Optional<DomContent> render(ReportContent content) {
    List<StageCurves> stages =
        content.stages().stream().filter(stage -> !byQuantity(stage).isEmpty()).toList();
    if (stages.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Parts.titled(
            "curves",
            "How it learnt",
            "Every stage over its optimiser steps. Long curves are smoothed over their faint original; a cross marks"
                + " a value that is not a finite number. The train loss is what that stage minimises, weights and soft"
                + " targets included: compare it along one curve, not between stages or with the validation loss.",
            div(each(stages, CurvesSection::stage)).withClass("stages")));
  }

  private static DomContent stage(StageCurves stage) {
    List<DomContent> charts = new ArrayList<>();
    byQuantity(stage).forEach((quantity, curves) -> charts.add(chart(stage, quantity, curves)));
    return div(h3(stage.stage()), div().with(charts).withClass("grid thirds")).withClass("stage");
  }

  private static DomContent chart(StageCurves stage, String quantity, List<Curve> curves) {
    List<DomContent> keys = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      String subject = curves.get(i).subject();
      keys.add(Parts.key(subject.isEmpty() ? quantity : subject, Palette.series(subject, i)));
    }
    return figure(
        CurveChart.draw(stage.stage(), quantity, curves),
        figcaption().with(keys).withClass("keys"));
  }

  private static Map<String, List<Curve>> byQuantity(StageCurves stage) {
    Map<String, List<Curve>> charts =
        new TreeMap<>(Comparator.comparingInt(CurvesSection::rank).thenComparing(name -> name));
    stage.curves().stream()
        .filter(curve -> curve.values().length > 0)
        .sorted(Comparator.comparing(Curve::name))
        .forEach(
            curve ->
                charts.computeIfAbsent(curve.quantity(), name -> new ArrayList<>()).add(curve));
    return charts;
  }

  private static int rank(String quantity) {
    return switch (quantity) {
      case "loss" -> 0;
      case "accuracy", "auc" -> 1;
      case "learningRate", "learning-rate" -> 3;
      default -> 2;
    };
  }
}
