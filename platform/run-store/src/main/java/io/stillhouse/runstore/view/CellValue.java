package io.stillhouse.runstore.view;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The value of a parameter, a metric or another column.
 *
 * @param type {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code list} or
 *     {@code map}
 * @param text the text itself, the digits of a number, or the canonical JSON of a list or map
 * @param number the value of an integer or a number: NaN and infinities are possible for metrics
 */
public record CellValue(String type, String text, OptionalDouble number) {

  /** The value of a metric. */
  public static CellValue ofNumber(double value) {
    return new CellValue("number", Double.toString(value), OptionalDouble.of(value));
  }

  /** A whole number. */
  public static CellValue ofInteger(long value) {
    return new CellValue(
        "integer", String.format(Locale.ROOT, "%d", value), OptionalDouble.of((double) value));
  }

  /** A text. */
  public static CellValue ofText(String text) {
    return new CellValue("string", text, OptionalDouble.empty());
  }
}
