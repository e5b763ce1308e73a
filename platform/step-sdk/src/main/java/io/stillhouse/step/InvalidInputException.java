package io.stillhouse.step;

import org.jspecify.annotations.Nullable;

/**
 * A parameter or an input is wrong, so trying again is useless. The message says what is wrong,
 * where, and what to do about it.
 */
public class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }

  public InvalidInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
