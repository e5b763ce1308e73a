package io.stillhouse.artifacts.gcs;

import java.io.IOException;

/** The disk that a copy is written to failed. */
final class LocalCopyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final IOException failure;

  LocalCopyException(IOException cause) {
    super(cause);
    this.failure = cause;
  }

  IOException failure() {
    return failure;
  }
}
