package io.stillhouse.sweep.table;

import io.stillhouse.sweep.statistics.Estimate;
import io.stillhouse.sweep.statistics.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures of one table with the digits that its scale needs. */
public final class FigureText {
  private static final int MOST_DIGITS = 8;

  private final int digits;

  private FigureText(int digits) {
    this.digits = digits;
  }

  /** Digits after the point such that the largest mean shows four or more that count. */
  public static FigureText of(SweepTable table) {
    double largest =
        table.rows().stream()
            .mapToDouble(row -> Math.abs(row.estimate().mean()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    int digits = largest == 0 ? 4 : 3 - (int) Math.floor(Math.log10(largest));
    return new FigureText(Math.min(MOST_DIGITS, Math.max(0, digits)));
  }

  /** {@code 0.9530}; {@code -} for what is no number. */
  public String value(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
        : "-";
  }

  /** {@code +0.0120}. */
  public String difference(double value) {
    return (value > 0 ? "+" : "") + value(value);
  }

  /** {@code 0.9480 to 0.9580}; {@code -} without one. */
  public String interval(Estimate estimate) {
    return estimate.interval().map(this::interval).orElse("-");
  }

  private String interval(Interval interval) {
    return value(interval.lower()) + " to " + value(interval.upper());
  }

  /** {@code +0.0020 to +0.0220}; {@code -} without one. */
  public String intervalOfDifference(Estimate estimate) {
    return estimate
        .interval()
        .map(interval -> difference(interval.lower()) + " to " + difference(interval.upper()))
        .orElse("-");
  }

  /** {@code 0.0132}, {@code < 0.0001}. */
  public static String probability(double probability) {
    return probability < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", probability);
  }
}
