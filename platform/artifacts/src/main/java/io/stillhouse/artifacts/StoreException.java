package io.stillhouse.artifacts;

import org.jspecify.annotations.Nullable;

/** The storage failed: unreachable, full, not permitted, broken. Trying again later may help. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
