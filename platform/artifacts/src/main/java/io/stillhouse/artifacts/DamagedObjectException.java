package io.stillhouse.artifacts;

/**
 * An object is not the message that its key says: it was cut off, or changed by somebody. The
 * message names the object and what is wrong with it.
 */
public final class DamagedObjectException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  DamagedObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
