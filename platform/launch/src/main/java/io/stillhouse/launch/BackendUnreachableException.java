package io.stillhouse.launch;

import org.jspecify.annotations.Nullable;

/** A platform cannot be reached, or does not let this user in. The message says what to do. */
public final class BackendUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackendUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
