package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;

/**
 * The last change of a run.
 *
 * @param run the run
 * @param kind what became of it
 * @param sequence the number of the change
 */
public record Change(RunLayout run, Kind kind, long sequence) {

  /** What can become of a run. */
  public enum Kind {
    /** It is new, or something of it is. */
    CHANGED,
    /** It is gone. */
    DELETED
  }
}
