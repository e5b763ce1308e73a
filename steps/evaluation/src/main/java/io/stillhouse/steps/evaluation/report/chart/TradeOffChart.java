package io.stillhouse.steps.evaluation.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Models by their cost (logarithmic) and their score, with the Pareto front: the models that no
 * other model beats in score at the same or a lower cost.
 */
public final class TradeOffChart {
  private static final double HEIGHT = 380;

  /**
   * A model.
   *
   * @param name the label
   * @param styleClass the colour
   * @param cost more than 0
   * @param score finite
   */
  public record Point(String name, String styleClass, double cost, double score) {}

  /**
   * A horizontal line to compare with.
   *
   * @param name what stands at its end
   * @param styleClass the colour
   * @param score where it lies
   */
  public record Reference(String name, String styleClass, double score) {}

  /**
   * How a cost or a score is told.
   *
   * @param title the quantity with its unit
   * @param text a value as text
   * @param tick a value at a tick
   */
  public record Quantity(String title, DoubleFunction<String> text, DoubleFunction<String> tick) {}

  private TradeOffChart() {}

  /** Draws the chart; there must be at least one point. */
  public static SvgElement draw(
      List<Point> points, List<Reference> references, Quantity cost, Quantity score, double width) {
    Frame frame = new Frame(64, 40, width - 14, HEIGHT - 50);
    Scale x = costScale(points, frame);
    Scale y = scoreScale(points, references, frame);
    SvgElement drawing =
        SvgElement.drawing(
            width, HEIGHT, score.title() + " against " + cost.title() + ", with the Pareto front");
    drawing.with(frame.topTitle(score.title()));
    drawing.with(frame.horizontalGrid(y, score.tick()));
    drawing.with(frame.bottomAxis(x, cost.tick()), frame.bottomTitle(cost.title()));
    LabelPlacement labels = new LabelPlacement(frame);
    points.forEach(point -> labels.block(x.at(point.cost()), y.at(point.score())));
    for (Reference reference : references) {
      double at = y.at(reference.score());
      drawing.with(
          SvgElement.line(frame.left(), at, frame.right(), at)
              .styled("reference " + reference.styleClass()));
      drawing.with(
          labels.onLine(reference.name(), at).styled("reference-label " + reference.styleClass()));
    }
    drawing.with(SvgElement.path(frontLine(points, x, y, frame)).styled("front"));
    for (Point point : points) {
      String title =
          point.name()
              + ": "
              + score.text().apply(point.score())
              + " at "
              + cost.text().apply(point.cost());
      drawing.with(
          SvgElement.circle(x.at(point.cost()), y.at(point.score()), 7)
              .styled("dot " + point.styleClass())
              .titled(title));
      drawing.with(
          labels
              .beside(point.name(), x.at(point.cost()), y.at(point.score()))
              .styled("mark-label " + point.styleClass()));
    }
    return drawing;
  }

  /** The points on the Pareto front, the cheapest first. */
  static List<Point> front(List<Point> points) {
    List<Point> sorted =
        points.stream()
            .sorted(
                Comparator.comparingDouble(Point::cost)
                    .thenComparing(Comparator.comparingDouble(Point::score).reversed()))
            .toList();
    List<Point> front = new ArrayList<>();
    for (Point point : sorted) {
      if (front.isEmpty() || point.score() > front.get(front.size() - 1).score()) {
        front.add(point);
      }
    }
    return front;
  }

  private static PathData frontLine(List<Point> points, Scale x, Scale y, Frame frame) {
    PathData line = new PathData();
    double height = frame.bottom();
    for (Point point : front(points)) {
      line.through(x.at(point.cost()), height);
      height = y.at(point.score());
      line.lineTo(x.at(point.cost()), height);
    }
    return line.lineTo(frame.right(), height);
  }

  private static Scale costScale(List<Point> points, Frame frame) {
    double lowest = points.stream().mapToDouble(Point::cost).min().orElseThrow();
    double highest = points.stream().mapToDouble(Point::cost).max().orElseThrow();
    return LogScale.around(lowest, highest, frame.left() + 8, frame.right());
  }

  private static Scale scoreScale(List<Point> points, List<Reference> references, Frame frame) {
    List<Double> scores = new ArrayList<>();
    points.forEach(point -> scores.add(point.score()));
    references.forEach(reference -> scores.add(reference.score()));
    double lowest = scores.stream().min(Double::compare).orElseThrow();
    double highest = scores.stream().max(Double::compare).orElseThrow();
    double room = 0.08 * (highest - lowest);
    return LinearScale.rounded(
        Math.max(0, lowest - room), Math.min(1, highest + room), frame.bottom(), frame.top(), 5);
  }
}
