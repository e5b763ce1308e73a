package io.stillhouse.model.problem;

/** How serious a problem is. */
public enum Severity {
  /** The text cannot be used. */
  ERROR,
  /** The text can be used, though its author may have meant something else. */
  WARNING
}
