package io.stillhouse.model.parameter;

import java.util.regex.Pattern;

/**
 * Matches a text against somebody's pattern in bounded time: patterns such as {@code (a+)+b} would
 * otherwise take longer than the universe has.
 */
final class BoundedMatch {
  /** Longer texts could overflow the stack of the matcher, which recurses. */
  static final int MAXIMUM_LENGTH = 1024;

  private static final int MAXIMUM_LOOKS = 1_000_000;

  /** What came out. */
  enum Outcome {
    MATCHES,
    DIFFERS,
    UNDECIDED
  }

  private BoundedMatch() {}

  static Outcome of(Pattern pattern, String text) {
    if (text.length() > MAXIMUM_LENGTH) {
      return Outcome.UNDECIDED;
    }
    try {
      return pattern.matcher(new Counted(text)).matches() ? Outcome.MATCHES : Outcome.DIFFERS;
    } catch (TooManyLooksException e) {
      return Outcome.UNDECIDED;
    }
  }

  private static final class TooManyLooksException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A text that counts how often the matcher looks at it. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > MAXIMUM_LOOKS) {
        throw new TooManyLooksException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
