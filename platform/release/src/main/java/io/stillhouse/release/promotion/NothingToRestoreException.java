package io.stillhouse.release.promotion;

/** There is no earlier promotion to go back to. */
public final class NothingToRestoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NothingToRestoreException(String message) {
    super(message);
  }
}
