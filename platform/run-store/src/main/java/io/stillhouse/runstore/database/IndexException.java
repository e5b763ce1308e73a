package io.stillhouse.runstore.database;

/** The database failed, or cannot be used: the message says what to do. */
public class IndexException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A failure with its cause. */
  public IndexException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A refusal. */
  public IndexException(String message) {
    super(message);
  }
}
