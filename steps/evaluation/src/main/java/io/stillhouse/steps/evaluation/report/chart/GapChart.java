package io.stillhouse.steps.evaluation.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way from the scratch baseline to the teacher on one line, and how far the student got. */
public final class GapChart {
  private static final double HEIGHT = 118;
  private static final double TRACK = 58;
  private static final double MARGIN = 12;
  private static final double LABEL_WIDTH = 130;

  /**
   * A model on the line.
   *
   * @param name what stands beside it
   * @param styleClass the colour
   * @param score its headline metric, finite
   * @param text the metric as text
   */
  public record Mark(String name, String styleClass, double score, String text) {}

  /**
   * The student's interval.
   *
   * @param lower the smallest score
   * @param upper the largest score
   * @param text how the interval is told
   */
  public record Interval(double lower, double upper, String text) {}

  private GapChart() {}

  /**
   * Draws the line.
   *
   * @param student the student
   * @param interval its interval, if there is a baseline to compare with
   * @param others the baseline and the teachers; at least one
   * @param width the drawing's width
   */
  public static SvgElement draw(
      Mark student, Optional<Interval> interval, List<Mark> others, double width) {
    List<Double> values = new ArrayList<>();
    values.add(student.score());
    others.forEach(mark -> values.add(mark.score()));
    interval.ifPresent(i -> values.addAll(List.of(i.lower(), i.upper())));
    double lowest = values.stream().min(Double::compare).orElseThrow();
    double highest = values.stream().max(Double::compare).orElseThrow();
    double room = Math.max(0.06 * (highest - lowest), 1e-4);
    Scale scale = LinearScale.over(lowest - room, highest + room, MARGIN, width - MARGIN, 5);
    SvgElement drawing = SvgElement.drawing(width, HEIGHT, description(student, others));
    drawing.with(bar(MARGIN, width - MARGIN).styled("track"));
    double start = scale.at(others.get(0).score());
    double end = scale.at(student.score());
    drawing.with(bar(Math.min(start, end), Math.max(start, end)).styled("fill student"));
    interval.ifPresent(i -> drawing.with(whisker(scale, i)));
    double previousRight = Double.NEGATIVE_INFINITY;
    for (Mark mark :
        others.stream().sorted((a, b) -> Double.compare(a.score(), b.score())).toList()) {
      double x = scale.at(mark.score());
      drawing.with(
          SvgElement.circle(x, TRACK, 6).styled("dot " + mark.styleClass()).titled(title(mark)));
      boolean crowded = x - LABEL_WIDTH / 2 < previousRight;
      drawing.with(label(mark, x, width, crowded ? TRACK + 56 : TRACK + 26));
      previousRight = crowded ? previousRight : x + LABEL_WIDTH / 2;
    }
    drawing.with(SvgElement.circle(end, TRACK, 8).styled("dot student").titled(title(student)));
    drawing.with(label(student, end, width, TRACK - 24));
    return drawing;
  }

  private static SvgElement bar(double from, double to) {
    return SvgElement.rectangle(from, TRACK - 2, to - from, 4).at("rx", 2);
  }

  private static SvgElement whisker(Scale scale, Interval interval) {
    double from = scale.at(interval.lower());
    double to = scale.at(interval.upper());
    return SvgElement.group("whisker student")
        .with(SvgElement.line(from, TRACK, to, TRACK))
        .with(SvgElement.line(from, TRACK - 7, from, TRACK + 7))
        .with(SvgElement.line(to, TRACK - 7, to, TRACK + 7))
        .titled(interval.text());
  }

  private static SvgElement label(Mark mark, double x, double width, double y) {
    TextAnchor anchor = TextAnchor.MIDDLE;
    double at = x;
    if (x < LABEL_WIDTH / 2) {
      anchor = TextAnchor.START;
      at = Math.max(MARGIN - 8, x - 8);
    } else if (x > width - LABEL_WIDTH / 2) {
      anchor = TextAnchor.END;
      at = Math.min(width - MARGIN + 8, x + 8);
    }
    return SvgElement.group("mark-label " + mark.styleClass())
        .with(SvgElement.text(at, y, mark.name() + " " + mark.text(), anchor));
  }

  private static String title(Mark mark) {
    return mark.name() + ": " + mark.text();
  }

  private static String description(Mark student, List<Mark> others) {
    StringBuilder text = new StringBuilder(title(student));
    others.forEach(mark -> text.append("; ").append(title(mark)));
    return text.toString();
  }
}
