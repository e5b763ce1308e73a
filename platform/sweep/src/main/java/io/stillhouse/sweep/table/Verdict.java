package io.stillhouse.sweep.table;

import java.util.Locale;

/** What can be said of a row against the baseline. */
public enum Verdict {
  /** Its corrected probability of no difference is below 0.05, and it is better. */
  BETTER,
  /** Its corrected probability of no difference is below 0.05, and it is worse. */
  WORSE,
  /** There may be no difference, or there are too few seeds to say. */
  INCONCLUSIVE,
  /** It is the baseline. */
  BASELINE;

  /** The verdict in a word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
