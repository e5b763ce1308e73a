package io.stillhouse.model.expression;

/** Walks over the characters of an expression. */
final class Scanner {
  private final String text;
  private int offset;

  Scanner(String text, int offset) {
    this.text = text;
    this.offset = offset;
  }

  int offset() {
    return offset;
  }

  boolean atEnd() {
    return offset >= text.length();
  }

  void skipSpaces() {
    while (!atEnd() && Character.isWhitespace(text.charAt(offset))) {
      offset++;
    }
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : text.charAt(offset);
  }

  /** Steps over a symbol if it comes next. */
  boolean accept(String symbol) {
    if (text.startsWith(symbol, offset)) {
      offset += symbol.length();
      return true;
    }
    return false;
  }

  void expect(String symbol, String where) throws ExpressionException {
    if (!accept(symbol)) {
      throw new ExpressionException(
          offset, "'" + symbol + "' must come " + where + ", there is " + inWords());
    }
  }

  /** A name: letters, digits, '-' and '_'; possibly empty. */
  String name() {
    int start = offset;
    while (!atEnd() && isNameCharacter(text.charAt(offset))) {
      offset++;
    }
    return text.substring(start, offset);
  }

  String name(String what) throws ExpressionException {
    int start = offset;
    String name = name();
    if (name.isEmpty()) {
      throw new ExpressionException(start, what + " must come here, there is " + inWords());
    }
    return name;
  }

  /** Everything up to a character, which is stepped over. */
  String until(char end, String what) throws ExpressionException {
    int close = text.indexOf(end, offset);
    if (close < 0) {
      throw new ExpressionException(offset, what + " is not closed by " + end);
    }
    String content = text.substring(offset, close);
    offset = close + 1;
    return content;
  }

  /** What comes next, for messages. */
  String inWords() {
    if (atEnd()) {
      return "the end";
    }
    int end = offset;
    while (end < text.length() && end < offset + 20 && isNameCharacter(text.charAt(end))) {
      end++;
    }
    return "'" + text.substring(offset, Math.max(end, offset + 1)) + "'";
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
