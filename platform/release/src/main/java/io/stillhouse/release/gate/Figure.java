package io.stillhouse.release.gate;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Metrics as a person reads them: six significant digits, which tell apart what gates tell apart.
 */
public final class Figure {
  private static final MathContext DIGITS = new MathContext(6);

  private Figure() {}

  /** {@code 0.9725}, {@code 78042}, {@code 3.2E-7}, {@code NaN}. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean moderate = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e15);
    return moderate ? rounded.toPlainString() : rounded.toString();
  }

  /** {@link #of} with a plus before what is more than nothing. */
  public static String difference(double value) {
    return (value > 0 ? "+" : "") + of(value);
  }
}
