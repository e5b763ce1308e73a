package io.stillhouse.training;

import org.jspecify.annotations.Nullable;

/**
 * What a training was given is wrong (a setting, a file, a combination of files), so that trying
 * again is useless. The message says what is wrong, where, and what to do about it.
 */
public class TrainingInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TrainingInputException(String message) {
    super(message);
  }

  public TrainingInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
