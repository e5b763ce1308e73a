package io.stillhouse.steps.evaluation.report.chart;

/** Names cut to the room that a chart has for them; the whole name belongs into a tooltip. */
public final class ShortName {
  private ShortName() {}

  /** At most {@code length} characters, the last an ellipsis when something was cut. */
  public static String of(String name, int length) {
    if (name.codePointCount(0, name.length()) <= length) {
      return name;
    }
    return name.substring(0, name.offsetByCodePoints(0, length - 1)).strip() + "…";
  }
}
