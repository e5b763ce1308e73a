package io.stillhouse.sweep.page;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;

import io.stillhouse.sweep.statistics.Interval;
import io.stillhouse.sweep.table.FigureText;
import io.stillhouse.sweep.table.SweepTable;
import io.stillhouse.sweep.table.SweepTable.Row;
import io.stillhouse.sweep.table.Verdict;
import j2html.tags.ContainerTag;
import j2html.tags.specialized.FigureTag;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of a table on one scale: mean, interval, and a faint dot for each seed. */
final class IntervalChart {
  private static final double WIDTH = 1040;
  private static final double ROW = 30;
  private static final double TOP = 26;
  private static final double LABELS = 330;
  private static final double VALUES = 84;
  private static final int LONGEST_LABEL = 46;

  private final SweepTable table;
  private final FigureText figures;
  private final Scale scale;
  private final double height;

  private IntervalChart(SweepTable table, List<Double> values) {
    this.table = table;
    this.figures = FigureText.of(table);
    this.scale = Scale.over(values, LABELS, WIDTH - VALUES);
    this.height = TOP + table.rows().size() * ROW + 8;
  }

  /** The drawing; nothing if no run has a value. */
  static Optional<FigureTag> draw(SweepTable table) {
    List<Double> values = new ArrayList<>();
    for (Row row : table.rows()) {
      row.measured().values().values().stream().filter(Double::isFinite).forEach(values::add);
      row.estimate()
          .interval()
          .ifPresent(
              interval -> {
                values.add(interval.lower());
                values.add(interval.upper());
              });
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            figure(
                new IntervalChart(table, values).drawing(),
                figcaption(
                    "Large dots: means; lines: 95% intervals; small dots: "
                        + (table.seeds().isEmpty() ? "runs" : "single seeds")
                        + (table.baseline().isPresent() ? "; dashed: the baseline's mean" : ""))));
  }

  private ContainerTag<?> drawing() {
    ContainerTag<?> svg =
        tag("svg")
            .attr("class", "chart")
            .attr("viewBox", "0 0 " + number(WIDTH) + " " + number(height))
            .attr("role", "img")
            .attr("aria-label", description());
    for (double tick : scale.ticks()) {
      double x = scale.at(tick);
      svg.with(line("grid", x, TOP, x, height - 8));
      svg.with(
          text(
              "",
              x,
              14,
              "middle",
              new BigDecimal(tick)
                  .setScale(scale.digits(), RoundingMode.HALF_EVEN)
                  .toPlainString()));
    }
    table
        .baseline()
        .filter(row -> row.estimate().count() > 0)
        .ifPresent(
            row -> {
              double x = scale.at(row.estimate().mean());
              svg.with(line("baseline", x, TOP, x, height - 8));
            });
    for (int i = 0; i < table.rows().size(); i++) {
      svg.with(row(table.rows().get(i), TOP + ROW * (i + 0.5)));
    }
    return svg;
  }

  private ContainerTag<?> row(Row row, double y) {
    ContainerTag<?> group = tag("g").attr("class", colour(row));
    String words = row.measured().inWords();
    String shown =
        words.length() > LONGEST_LABEL ? words.substring(0, LONGEST_LABEL - 1) + "…" : words;
    group.with(tag("title").withText(words + ": " + figures.value(row.estimate().mean())));
    group.with(text("label", 0, y + 4, "start", shown));
    if (row.estimate().count() == 0) {
      return group.with(text("", LABELS, y + 4, "start", "no value yet"));
    }
    row.estimate().interval().ifPresent(interval -> whisker(group, interval, y));
    row.measured().values().values().stream()
        .filter(Double::isFinite)
        .forEach(value -> group.with(circle("seed", scale.at(value), y, 3)));
    group.with(circle("dot", scale.at(row.estimate().mean()), y, 6.5));
    return group.with(text("value", WIDTH, y + 4, "end", figures.value(row.estimate().mean())));
  }

  private void whisker(ContainerTag<?> group, Interval interval, double y) {
    double from = scale.at(interval.lower());
    double to = scale.at(interval.upper());
    group.with(line("whisker", from, y, to, y));
    group.with(line("whisker", from, y - 5, from, y + 5));
    group.with(line("whisker", to, y - 5, to, y + 5));
  }

  /** A verdict's colour; without one, the best row's. */
  static String colour(Row row) {
    if (row.verdict().equals(Optional.of(Verdict.BETTER))) {
      return "better";
    }
    if (row.verdict().equals(Optional.of(Verdict.WORSE))) {
      return "worse";
    }
    return row.best() ? "best" : "row";
  }

  private String description() {
    StringBuilder text = new StringBuilder(table.metric());
    for (Row row : table.rows()) {
      text.append("; ").append(row.measured().inWords()).append(": ");
      text.append(figures.value(row.estimate().mean()));
    }
    return text.toString();
  }

  private static ContainerTag<?> tag(String name) {
    return new ContainerTag<>(name);
  }

  private static ContainerTag<?> line(String style, double x1, double y1, double x2, double y2) {
    return tag("line")
        .attr("class", style)
        .attr("x1", number(x1))
        .attr("y1", number(y1))
        .attr("x2", number(x2))
        .attr("y2", number(y2));
  }

  private static ContainerTag<?> circle(String style, double x, double y, double radius) {
    return tag("circle")
        .attr("class", style)
        .attr("cx", number(x))
        .attr("cy", number(y))
        .attr("r", number(radius));
  }

  private static ContainerTag<?> text(
      String style, double x, double y, String anchor, String content) {
    return tag("text")
        .attr("class", style)
        .attr("x", number(x))
        .attr("y", number(y))
        .attr("text-anchor", anchor)
        .withText(content);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
