package io.stillhouse.server.compare;

/** Two runs' answers cannot be held against each other image by image; the message says why. */
final class NotComparableException extends Exception {
  private static final long serialVersionUID = 1;

  NotComparableException(String why) {
    super(why);
  }

  /** Why, as the rest of a sentence. */
  String why() {
    return String.valueOf(getMessage());
  }
}
