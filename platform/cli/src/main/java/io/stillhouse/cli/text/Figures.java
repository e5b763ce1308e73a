package io.stillhouse.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Quantities as a person reads them. */
public final class Figures {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final String[] SIZE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Figures() {}

  /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}, {@code 2d 03:04:05}; nothing negative. */
  public static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    long days = seconds / 86_400;
    long hours = seconds / 3_600 % 24;
    long minutes = seconds / 60 % 60;
    if (days > 0) {
      return String.format(Locale.ROOT, "%dd %02d:%02d:%02d", days, hours, minutes, seconds % 60);
    }
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60);
  }

  /** A point in time to the second, in the given zone. */
  public static String time(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }

  /**
   * A metric's value with four significant places after the point at most: {@code 0.9583}, {@code
   * 12.5}, {@code 3e-05}.
   */
  public static String metric(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 0.001 || size >= 1e9)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  /** A difference with its sign: {@code +0.0123}, {@code -1}, {@code 0}. */
  public static String difference(double value) {
    String text = metric(value);
    return value > 0 && !text.equals("0") ? "+" + text : text.equals("-0") ? "0" : text;
  }

  /** Bytes in binary units: {@code 512 B}, {@code 1.4 MiB}. */
  public static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < SIZE_UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, SIZE_UNITS[unit]);
  }

  /** {@code 1 step}, {@code 3 steps}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
