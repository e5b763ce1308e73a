package io.stillhouse.steps.evaluation.report.chart;

import io.stillhouse.steps.evaluation.report.Curve;
import io.stillhouse.steps.evaluation.report.NumberText;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Learning curves of one quantity. Long curves are drawn smoothed over their faint original, except
 * the learning rate, which is a schedule; a range of more than a factor of ten of positive values
 * gets a logarithmic axis; values that are not numbers break the line and are marked with a cross
 * at the upper edge.
 */
public final class CurveChart {
  private static final double WIDTH = 340;
  private static final double HEIGHT = 214;
  private static final double LOGARITHMIC_FROM = 10;
  private static final int SMOOTHED_FROM = 50;

  /**
   * A schedule is designed, not measured: its shape is plain on a linear axis only, and smoothing
   * would round off its warm-up.
   */
  private static final String LEARNING_RATE = "learningRate";

  private CurveChart() {}

  /** Draws the curves of one quantity; their colours follow their order. */
  public static SvgElement draw(String stage, String quantity, List<Curve> curves) {
    Frame frame = new Frame(48, 34, WIDTH - 12, HEIGHT - 28);
    SvgElement drawing =
        SvgElement.drawing(WIDTH, HEIGHT, "Learning curves of " + stage + ": " + quantity);
    double[] values = finite(curves, Curve::values);
    double[] steps = finite(curves, Curve::steps);
    if (values.length == 0) {
      return drawing.with(
          frame.topTitle(title(quantity)),
          SvgElement.text(WIDTH / 2, HEIGHT / 2, "not one finite value", TextAnchor.MIDDLE)
              .styled("axis-title"));
    }
    Scale x =
        LinearScale.over(
            Math.min(0, steps[0]),
            Math.max(steps[steps.length - 1], 1),
            frame.left(),
            frame.right(),
            4);
    boolean logarithmic = !quantity.equals(LEARNING_RATE) && logarithmic(values);
    Scale y = valueScale(values, frame, logarithmic);
    drawing.with(frame.topTitle(title(quantity) + (logarithmic ? " (log scale)" : "")));
    drawing.with(frame.horizontalGrid(y, NumberText::tick));
    drawing.with(frame.bottomAxis(x, NumberText::tick));
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      drawing.with(
          series(
              curve, Palette.series(curve.subject(), i), frame, x, y, smoothed(quantity, curve)));
    }
    return drawing;
  }

  private static String title(String quantity) {
    return quantity.equals(LEARNING_RATE) ? "learning rate" : quantity;
  }

  private static boolean smoothed(String quantity, Curve curve) {
    return !quantity.equals(LEARNING_RATE) && curve.values().length >= SMOOTHED_FROM;
  }

  private static SvgElement series(
      Curve curve, String styleClass, Frame frame, Scale x, Scale y, boolean smooth) {
    SvgElement group = SvgElement.group("series " + styleClass);
    CurvePoints points = CurvePoints.of(curve);
    for (double step : points.notFinite()) {
      double at = x.clamped(step);
      double top = frame.top();
      group.with(
          SvgElement.path(
                  new PathData()
                      .moveTo(at - 3, top - 3)
                      .lineTo(at + 3, top + 3)
                      .moveTo(at - 3, top + 3)
                      .lineTo(at + 3, top - 3))
              .styled("not-finite")
              .titled(
                  curve.name()
                      + " is not a finite number at step "
                      + NumberText.count((long) step)));
    }
    group.with(SvgElement.path(path(points, x, y)).styled(smooth ? "curve raw" : "curve"));
    if (smooth) {
      group.with(SvgElement.path(path(points.smoothed(), x, y)).styled("curve"));
    }
    if (points.size() == 1) {
      group.with(
          SvgElement.circle(x.at(points.step(0)), y.clamped(points.value(0)), 3).styled("dot"));
    }
    return group.titled(summary(curve));
  }

  private static PathData path(CurvePoints points, Scale x, Scale y) {
    PathData path = new PathData();
    boolean down = false;
    for (int i = 0; i < points.size(); i++) {
      if (!Double.isFinite(points.value(i))) {
        down = false;
      } else if (down) {
        path.lineTo(x.at(points.step(i)), y.clamped(points.value(i)));
      } else {
        path.moveTo(x.at(points.step(i)), y.clamped(points.value(i)));
        down = true;
      }
    }
    return path;
  }

  private static String summary(Curve curve) {
    int last = curve.values().length - 1;
    return curve.name()
        + ": "
        + NumberText.scalar(curve.values()[last])
        + " at step "
        + NumberText.count((long) curve.steps()[last]);
  }

  private static Scale valueScale(double[] sorted, Frame frame, boolean logarithmic) {
    double lowest = sorted[0];
    double highest = sorted[sorted.length - 1];
    return logarithmic
        ? LogScale.around(lowest, highest, frame.bottom(), frame.top())
        : LinearScale.rounded(lowest, highest, frame.bottom(), frame.top(), 4);
  }

  private static boolean logarithmic(double[] sorted) {
    return sorted[0] > 0 && sorted[sorted.length - 1] / sorted[0] > LOGARITHMIC_FROM;
  }

  private static double[] finite(List<Curve> curves, Function<Curve, double[]> part) {
    return curves.stream()
        .flatMapToDouble(curve -> Arrays.stream(part.apply(curve)))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }
}
