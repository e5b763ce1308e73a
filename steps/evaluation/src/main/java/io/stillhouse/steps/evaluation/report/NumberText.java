package io.stillhouse.steps.evaluation.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How numbers are written for a person, the same in every locale. Values that are not numbers are
 * shown as what they are, never as zero.
 */
public final class NumberText {
  private static final String MINUS = "−";

  private NumberText() {}

  /** A share of 0 to 1 as a percentage with two decimals: {@code 97.40%}. */
  public static String percent(double share) {
    return decimal(share * 100, 2) + (Double.isNaN(share) ? "" : "%");
  }

  /** A share of 0 to 1 as a percentage without decimals: {@code 74%}. */
  public static String wholePercent(double share) {
    return decimal(share * 100, 0) + (Double.isNaN(share) ? "" : "%");
  }

  /** A difference of two shares in percentage points with its sign: {@code +1.93}. */
  public static String points(double difference) {
    return signed(difference * 100, 2);
  }

  /** A value with its sign, also when it is positive; nothing for zero. */
  public static String signed(double value, int decimals) {
    String text = decimal(value, decimals);
    boolean zero = text.chars().noneMatch(character -> character >= '1' && character <= '9');
    return value > 0 && (!zero || Double.isInfinite(value)) ? "+" + text : text;
  }

  /** A value with a fixed number of decimals and digits in groups of three. */
  public static String decimal(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : MINUS + "∞";
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    if (Double.parseDouble(text.replace(",", "")) == 0) {
      return text.replace("-", "");
    }
    return text.replace("-", MINUS);
  }

  /** A value with about four significant digits, for a scalar of unknown size: {@code 0.0713}. */
  public static String scalar(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || size == 0) {
      return decimal(value, 0);
    }
    if (size >= 1e7 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.2e", value).replace("-", MINUS);
    }
    int decimals = 3 - (int) Math.floor(Math.log10(size));
    return decimal(value, Math.max(0, Math.min(decimals, 4)));
  }

  /** A value as the label of a tick: no more digits than it needs, large ones shortened. */
  public static String tick(double value) {
    String[] prefixes = {"", "k", "M", "G", "T"};
    double rest = value;
    int prefix = 0;
    while (Math.abs(rest) >= 1000 - 1e-9 && prefix < prefixes.length - 1) {
      rest /= 1000;
      prefix++;
    }
    BigDecimal rounded = new BigDecimal(rest).round(new MathContext(5, RoundingMode.HALF_EVEN));
    boolean tiny = rest != 0 && Math.abs(rest) < 1e-5;
    String digits =
        tiny
            ? rounded.stripTrailingZeros().toString()
            : rounded.setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    return digits.replace("-", MINUS) + prefixes[prefix];
  }

  /** A share of 0 to 1 as the label of a tick: {@code 97.5%}. */
  public static String percentTick(double share) {
    return tick(share * 100) + "%";
  }

  /** A duration in seconds as the label of a tick: {@code 2 ms}. */
  public static String durationTick(double seconds) {
    if (seconds >= 1) {
      return tick(seconds) + " s";
    }
    return seconds >= 1e-3 - 1e-9 ? tick(seconds * 1e3) + " ms" : tick(seconds * 1e6) + " µs";
  }

  /** A whole number with digits in groups of three: {@code 78,042}. */
  public static String count(long value) {
    return decimal(value, 0);
  }

  /** A large number shortened with a decimal prefix: {@code 78.0k}, {@code 12.5M}. */
  public static String shortCount(double value) {
    return scaled(value, 1000, new String[] {"", "k", "M", "G", "T"}, "");
  }

  /** A size in bytes with a binary prefix: {@code 312 KiB}. */
  public static String bytes(double value) {
    return scaled(value, 1024, new String[] {"B", "KiB", "MiB", "GiB", "TiB"}, " ");
  }

  /** A duration in seconds with the unit that suits it: {@code 1.24 ms}. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return decimal(seconds, 0);
    }
    if (seconds >= 1) {
      return threeDigits(seconds) + " s";
    }
    return seconds >= 1e-3
        ? threeDigits(seconds * 1e3) + " ms"
        : threeDigits(seconds * 1e6) + " µs";
  }

  /** How many times larger one quantity is than another: {@code 3.5×}. */
  public static String times(double factor) {
    return threeDigits(factor) + "×";
  }

  /** A probability: {@code 0.034}, or {@code < 0.001}. */
  public static String probability(double value) {
    return value < 0.001 ? "< 0.001" : decimal(value, 3);
  }

  private static String scaled(double value, double base, String[] units, String space) {
    double rest = value;
    int unit = 0;
    while (Math.abs(rest) >= base && unit < units.length - 1) {
      rest /= base;
      unit++;
    }
    return (unit == 0 ? decimal(rest, 0) : threeDigits(rest)) + space + units[unit];
  }

  private static String threeDigits(double value) {
    double size = Math.abs(value);
    return decimal(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
  }
}
