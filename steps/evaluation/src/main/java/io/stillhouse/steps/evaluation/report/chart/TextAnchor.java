package io.stillhouse.steps.evaluation.report.chart;

import java.util.Locale;

/** Which part of a text lies at its position. */
public enum TextAnchor {
  /** Its left end. */
  START,
  /** Its middle. */
  MIDDLE,
  /** Its right end. */
  END;

  String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
