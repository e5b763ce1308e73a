package io.stillhouse.steps.evaluation.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale on which equal differences have equal lengths.
 *
 * @param lower the value at {@code from}
 * @param upper the value at {@code to}, more than {@code lower}
 * @param from coordinate of the lower value
 * @param to coordinate of the upper value; may be less than {@code from}
 * @param step the distance of the ticks, which are its multiples
 */
public record LinearScale(double lower, double upper, double from, double to, double step)
    implements Scale {
  /** Checks the domain. */
  public LinearScale {
    if (!(lower < upper) || !Double.isFinite(upper - lower)) {
      throw new IllegalArgumentException("not a domain: " + lower + " to " + upper);
    }
  }

  /** A scale over exactly a range. */
  public static LinearScale over(
      double lower, double upper, double from, double to, int tickCount) {
    return new LinearScale(lower, upper, from, to, step(lower, upper, tickCount));
  }

  /** A scale over a range that is widened to round ticks; a single value gets room around it. */
  public static LinearScale rounded(
      double lowest, double highest, double from, double to, int tickCount) {
    double low = lowest;
    double high = highest;
    if (high - low < 1e-12 * Math.max(1, Math.abs(high))) {
      double room = high == 0 ? 1 : Math.abs(high) * 0.05;
      low -= room;
      high += room;
    }
    double step = step(low, high, tickCount);
    return new LinearScale(
        Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, from, to, step);
  }

  @Override
  public double at(double value) {
    return from + (value - lower) / (upper - lower) * (to - from);
  }

  @Override
  public List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(lower / step - 1e-9); i * step <= upper + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten, so that about {@code count} of them fill the range. */
  private static double step(double lower, double upper, int count) {
    double raw = (upper - lower) / count;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    return power
        * (digit < Math.sqrt(2) ? 1 : digit < Math.sqrt(10) ? 2 : digit < Math.sqrt(50) ? 5 : 10);
  }
}
