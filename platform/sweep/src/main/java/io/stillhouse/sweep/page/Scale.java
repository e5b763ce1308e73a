package io.stillhouse.sweep.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A scale on which equal differences have equal lengths, over a range of round numbers.
 *
 * @param lower the value at {@code from}
 * @param upper the value at {@code to}, more than {@code lower}
 * @param step the distance of the ticks
 * @param from coordinate of the lower value
 * @param to coordinate of the upper value
 */
record Scale(double lower, double upper, double step, double from, double to) {
  private static final int TICKS = 6;

  /** A scale over all of these values, which get some room when they are all the same. */
  static Scale over(Collection<Double> values, double from, double to) {
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (high - low < 1e-9 * Math.max(1, Math.abs(high))) {
      double room = high == 0 ? 1 : Math.abs(high) * 0.05;
      low -= room;
      high += room;
    }
    double raw = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    double step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    return new Scale(
        Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step, from, to);
  }

  double at(double value) {
    return from + (value - lower) / (upper - lower) * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (long i = Math.round(lower / step); i * step <= upper + step * 1e-6; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Digits after the point that tell ticks apart. */
  int digits() {
    return (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  }
}
