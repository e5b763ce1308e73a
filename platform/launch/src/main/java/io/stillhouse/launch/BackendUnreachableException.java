package io.stillhouse.launch;

/** A platform cannot be reached, or does not let this user in. The message says what to do. */
public final class BackendUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackendUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
