package io.stillhouse.steps.evaluation.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale on which equal ratios have equal lengths.
 *
 * @param lower the value at {@code from}, more than 0
 * @param upper the value at {@code to}, more than {@code lower}
 * @param from coordinate of the lower value
 * @param to coordinate of the upper value; may be less than {@code from}
 */
public record LogScale(double lower, double upper, double from, double to) implements Scale {
  private static final int FEW_TICKS = 4;
  private static final int MANY_TICKS = 6;

  /** Checks the domain. */
  public LogScale {
    if (!(lower > 0) || !(lower < upper) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException("not a logarithmic domain: " + lower + " to " + upper);
    }
  }

  /** A scale over a range with some room at both ends. */
  public static LogScale around(double lowest, double highest, double from, double to) {
    double room = Math.max(1.25, Math.pow(highest / lowest, 0.08));
    return new LogScale(lowest / room, highest * room, from, to);
  }

  @Override
  public double at(double value) {
    return from + Math.log(value / lower) / Math.log(upper / lower) * (to - from);
  }

  @Override
  public List<Double> ticks() {
    List<Double> ticks = ticks(new int[] {1});
    if (ticks.size() < FEW_TICKS) {
      ticks = ticks(new int[] {1, 3});
    }
    if (ticks.size() < FEW_TICKS) {
      ticks = ticks(new int[] {1, 2, 5});
    }
    if (ticks.size() < 2) {
      ticks = ticks(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    }
    int stride = (ticks.size() + MANY_TICKS - 1) / MANY_TICKS;
    List<Double> thinned = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i += stride) {
      thinned.add(ticks.get(i));
    }
    return thinned;
  }

  private List<Double> ticks(int[] digits) {
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(lower));
    int last = (int) Math.ceil(Math.log10(upper));
    for (int power = first; power <= last; power++) {
      for (int digit : digits) {
        double tick = digit * Math.pow(10, power);
        if (tick >= lower * (1 - 1e-9) && tick <= upper * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
