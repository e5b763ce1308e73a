package io.stillhouse.training.checkpoint;

/** A checkpoint that cannot be continued from: says what is wrong with it and what to do. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
