package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.chart.Palette;
import io.stillhouse.steps.evaluation.report.chart.TradeOffChart;
import io.stillhouse.steps.evaluation.report.chart.TradeOffChart.Point;
import io.stillhouse.steps.evaluation.report.chart.TradeOffChart.Quantity;
import io.stillhouse.steps.evaluation.report.chart.TradeOffChart.Reference;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Quality against cost: by parameters, by multiply-accumulates or by latency. */
public final class TradeOffSection implements Section {
  private record Cost(
      String id, String name, Quantity quantity, ToDoubleFunction<ModelEvaluation> of) {}

  private static final List<Cost> COSTS =
      List.of(
          new Cost(
              "parameters",
              "Parameters",
              new Quantity("parameters (log scale)", NumberText::shortCount, NumberText::tick),
              ModelEvaluation::getParameters),
          new Cost(
              "macs",
              "MACs",
              new Quantity(
                  "multiply-accumulates an image (log scale)",
                  NumberText::shortCount,
                  NumberText::tick),
              ModelEvaluation::getMacs),
          new Cost(
              "latency",
              "Latency",
              new Quantity(
                  "median latency of one image (log scale)",
                  NumberText::duration,
                  NumberText::durationTick),
              model -> model.getLatency().getP50Seconds()));

  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    Cast cast = new Cast(evaluation);
    List<Cost> costs = COSTS.stream().filter(cost -> !points(cast, cost).isEmpty()).toList();
    if (costs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Parts.titled(
            "trade-off",
            "Quality against cost",
            "Up and to the left is better. The stepped line is the Pareto front: no other model here is"
                + " both as cheap and as good.",
            div(
                    each(costs, cost -> choice(cost, cost == costs.get(0))),
                    div(each(costs, cost -> pane(cast, evaluation, cost))).withClass("panes"))
                .withClass("switch")
                .attr("role", "radiogroup")
                .attr("aria-label", "Cost")));
  }

  private static DomContent choice(Cost cost, boolean chosen) {
    String id = "cost-" + cost.id();
    return div(
            input()
                .withId(id)
                .withType("radio")
                .withName("cost")
                .condAttr(chosen, "checked", "checked"),
            label(cost.name()).withFor(id))
        .withClass("choice " + id);
  }

  private static DomContent pane(Cast cast, Evaluation evaluation, Cost cost) {
    List<Point> points = points(cast, cost);
    List<Reference> references = references(cast, cost);
    Quantity score =
        evaluation.getMultiLabel()
            ? new Quantity("mean AUC", value -> NumberText.decimal(value, 4), NumberText::tick)
            : new Quantity("accuracy", NumberText::percent, NumberText::percentTick);
    return div(Parts.responsive(
            width -> TradeOffChart.draw(points, references, cost.quantity(), score, width),
            1040,
            360))
        .withClass("pane pane-" + cost.id());
  }

  private static List<Point> points(Cast cast, Cost cost) {
    return cast.wholeModels().stream()
        .filter(model -> cost.of().applyAsDouble(model) > 0)
        .filter(model -> Double.isFinite(cast.score(model)))
        .map(
            model ->
                new Point(
                    model.getName(),
                    Palette.of(model.getRole()),
                    cost.of().applyAsDouble(model),
                    cast.score(model)))
        .toList();
  }

  private static List<Reference> references(Cast cast, Cost cost) {
    List<Reference> references = new ArrayList<>();
    cast.teacher()
        .filter(model -> Double.isFinite(cast.score(model)))
        .ifPresent(
            model ->
                references.add(
                    new Reference(
                        cost.of().applyAsDouble(model) > 0 ? "" : model.getName(),
                        Palette.of(model.getRole()),
                        cast.score(model))));
    cast.scratch()
        .filter(model -> Double.isFinite(cast.score(model)))
        .ifPresent(
            model ->
                references.add(
                    new Reference(
                        cost.of().applyAsDouble(model) > 0 ? "" : model.getName(),
                        Palette.of(model.getRole()),
                        cast.score(model))));
    return references;
  }
}
