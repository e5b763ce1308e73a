package io.stillhouse.flinkclient;

import java.io.IOException;

/** A session answered that it will not do what it was asked for. */
public final class SessionRefusalException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what it answered
   */
  public SessionRefusalException(String message) {
    super(message);
  }
}
