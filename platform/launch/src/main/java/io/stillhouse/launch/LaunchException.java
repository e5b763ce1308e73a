package io.stillhouse.launch;

import io.stillhouse.model.run.ErrorClass;
import org.jspecify.annotations.Nullable;

/** An attempt could not be started. The message says why and what to do about it. */
public final class LaunchException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorClass errorClass;

  /**
   * Of this class.
   *
   * @param errorClass whether trying again can help
   */
  public LaunchException(ErrorClass errorClass, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.errorClass = errorClass;
  }

  /** Of this class, found out without an exception. */
  public LaunchException(ErrorClass errorClass, String message) {
    super(message);
    this.errorClass = errorClass;
  }

  /** Whether trying again can help. */
  public ErrorClass errorClass() {
    return errorClass;
  }
}
