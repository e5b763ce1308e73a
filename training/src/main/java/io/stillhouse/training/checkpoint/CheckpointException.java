package io.stillhouse.training.checkpoint;

import io.stillhouse.training.TrainingInputException;

/** A checkpoint that cannot be continued from: says what is wrong with it and what to do. */
public final class CheckpointException extends TrainingInputException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
