package io.stillhouse.release.gate;

/** What somebody wrote is no gate; the message says what is wrong, and where. */
public final class GateSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  GateSyntaxException(String text, int offset, String reason) {
    super("'" + text + "', character " + (offset + 1) + ": " + reason);
  }
}
