package io.stillhouse.steps.evaluation.report.chart;

import io.stillhouse.steps.evaluation.report.Curve;
import java.util.ArrayList;
import java.util.List;

/**
 * The points of a curve that are drawn: neighbours are averaged until few enough are left for the
 * width of a chart. A point stays NaN where one of its neighbours was not finite.
 */
final class CurvePoints {
  private static final int MOST = 240;
  private static final double SMOOTHING = 0.02;

  private final double[] steps;
  private final double[] values;
  private final List<Double> notFinite;

  private CurvePoints(double[] steps, double[] values, List<Double> notFinite) {
    this.steps = steps;
    this.values = values;
    this.notFinite = notFinite;
  }

  static CurvePoints of(Curve curve) {
    int length = curve.values().length;
    int count = Math.min(MOST, length);
    double[] steps = new double[count];
    double[] values = new double[count];
    List<Double> notFinite = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * length / count);
      int to = (int) ((i + 1L) * length / count);
      for (int j = from; j < to; j++) {
        steps[i] += curve.steps()[j] / (to - from);
        values[i] += curve.values()[j] / (to - from);
      }
      if (!Double.isFinite(values[i])) {
        values[i] = Double.NaN;
        notFinite.add(steps[i]);
      }
    }
    return new CurvePoints(steps, values, notFinite);
  }

  /**
   * The mean of each point's neighbours, weighted by a Gaussian whose standard deviation is a
   * fiftieth of the curve. Unlike a moving average of the past it does not lag behind a falling
   * curve.
   */
  CurvePoints smoothed() {
    double deviation = Math.max(1, SMOOTHING * values.length);
    int reach = (int) Math.ceil(3 * deviation);
    double[] smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      double weights = 0;
      for (int j = Math.max(0, i - reach); j <= Math.min(values.length - 1, i + reach); j++) {
        if (Double.isFinite(values[j])) {
          double distance = (i - j) / deviation;
          double weight = Math.exp(-distance * distance / 2);
          sum += weight * values[j];
          weights += weight;
        }
      }
      smooth[i] = Double.isFinite(values[i]) ? sum / weights : Double.NaN;
    }
    return new CurvePoints(steps, smooth, notFinite);
  }

  int size() {
    return values.length;
  }

  double step(int index) {
    return steps[index];
  }

  double value(int index) {
    return values[index];
  }

  /** Steps at which the curve has no finite value. */
  List<Double> notFinite() {
    return notFinite;
  }
}
