package io.stillhouse.steps.evaluation.report.chart;

import io.stillhouse.v1.RocPoint;
import java.util.List;

/** The ROC curves of several models for one label. */
public final class RocChart {
  private static final double SIZE = 180;

  /**
   * The curve of a model.
   *
   * @param styleClass its colour
   * @param points from (0,0) to (1,1)
   * @param title the model and its AUC
   */
  public record Line(String styleClass, List<RocPoint> points, String title) {}

  private RocChart() {}

  /** Draws the curves over the diagonal of chance. */
  public static SvgElement draw(String label, List<Line> lines) {
    Frame frame = new Frame(26, 8, SIZE - 6, SIZE - 24);
    Scale x = LinearScale.over(0, 1, frame.left(), frame.right(), 2);
    Scale y = LinearScale.over(0, 1, frame.bottom(), frame.top(), 2);
    SvgElement drawing = SvgElement.drawing(SIZE, SIZE, "ROC curves of " + label);
    drawing.with(frame.horizontalGrid(y, RocChart::tick), frame.bottomAxis(x, RocChart::tick));
    drawing.with(SvgElement.line(x.at(0), y.at(0), x.at(1), y.at(1)).styled("diagonal"));
    for (Line line : lines) {
      PathData path = new PathData();
      for (RocPoint point : line.points()) {
        path.through(x.at(point.getFalsePositiveRate()), y.at(point.getTruePositiveRate()));
      }
      if (!path.isEmpty()) {
        drawing.with(
            SvgElement.path(path).styled("curve " + line.styleClass()).titled(line.title()));
      }
    }
    return drawing;
  }

  private static String tick(double value) {
    return value == 0 ? "0" : value == 1 ? "1" : "½";
  }
}
