package io.stillhouse.runstore.filter;

import io.stillhouse.runstore.filter.FilterException.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the words of a filter, an order or a column. For one thread. */
final class Scanner {
  private static final int LONGEST = 4000;
  private static final String OPERATORS = "=!<>:";

  private final Source source;
  private final String text;
  private int next;

  /**
   * @throws FilterException if the text is too long
   */
  Scanner(Source source, String text) {
    this.source = source;
    this.text = text;
    if (text.length() > LONGEST) {
      throw error(LONGEST, "it is longer than " + LONGEST + " characters", Optional.empty());
    }
  }

  /** Where the next character stands, counted from 0. */
  int position() {
    return next;
  }

  /** Passes over blanks; whether anything is left. */
  boolean hasMore() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next < text.length();
  }

  /** The next character, or U+0000 at the end. */
  char peek() {
    return hasMore() ? text.charAt(next) : 0;
  }

  /** Passes over this character if it comes next. */
  boolean take(char c) {
    if (peek() == c && c != 0) {
      next++;
      return true;
    }
    return false;
  }

  /** Whether this word comes next and ends there. */
  boolean peekWord(String word) {
    if (!hasMore() || !text.startsWith(word, next)) {
      return false;
    }
    int end = next + word.length();
    return end == text.length() || isEndOfWord(text.charAt(end));
  }

  /** Passes over this word if it comes next and ends there. */
  boolean takeWord(String word) {
    boolean comesNext = peekWord(word);
    if (comesNext) {
      next += word.length();
    }
    return comesNext;
  }

  private static boolean isEndOfWord(char c) {
    return Character.isWhitespace(c) || c == '(' || c == ')' || c == ',';
  }

  /** A comparison, or an empty text if none comes next. */
  String operator() {
    if (!hasMore() || OPERATORS.indexOf(text.charAt(next)) < 0) {
      return "";
    }
    int start = next;
    String two = text.substring(start, Math.min(text.length(), start + 2));
    String operator =
        two.equals("!=") || two.equals("<=") || two.equals(">=") ? two : two.substring(0, 1);
    if (operator.equals("!")) {
      throw error(start, "'!' is no comparison", Optional.of("!="));
    }
    if (two.equals("==")) {
      throw error(start, "'==' is no comparison", Optional.of("="));
    }
    next += operator.length();
    return operator;
  }

  /**
   * A name in parts: {@code metrics.student.accuracy}, {@code labels."any text"}. A part in quotes
   * is one part, whatever dots it has.
   */
  List<Word> path() {
    List<Word> parts = new ArrayList<>();
    do {
      parts.add(isQuote(peekHere()) ? quoted() : bare(true));
    } while (takeHere('.'));
    return parts;
  }

  /** What stands behind a comparison. */
  Word argument() {
    if (!hasMore()) {
      throw error(next, "a value is missing at the end", Optional.empty());
    }
    return isQuote(text.charAt(next)) ? quoted() : bare(false);
  }

  private char peekHere() {
    return next < text.length() ? text.charAt(next) : 0;
  }

  private boolean takeHere(char c) {
    if (peekHere() == c) {
      next++;
      return true;
    }
    return false;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private Word bare(boolean partOfPath) {
    int start = next;
    while (next < text.length()) {
      char c = text.charAt(next);
      boolean ends =
          isEndOfWord(c) || isQuote(c) || (partOfPath && (c == '.' || OPERATORS.indexOf(c) >= 0));
      if (ends) {
        break;
      }
      next++;
    }
    if (next == start) {
      String found = next < text.length() ? "'" + text.charAt(next) + "'" : "the end";
      throw error(
          start,
          (partOfPath ? "a name" : "a value") + " is missing before " + found,
          Optional.empty());
    }
    return new Word(text.substring(start, next), start, Word.Form.BARE);
  }

  private Word quoted() {
    int start = next;
    char quote = text.charAt(next++);
    StringBuilder content = new StringBuilder();
    while (next < text.length()) {
      char c = text.charAt(next++);
      if (c == quote) {
        return new Word(content.toString(), start, Word.Form.QUOTED);
      }
      if (c == '\\' && next < text.length()) {
        c = text.charAt(next++);
      }
      content.append(c);
    }
    throw error(start, "this quote is not closed", Optional.empty());
  }

  /** A problem at a character counted from 0. */
  FilterException error(int at, String problem, Optional<String> suggestion) {
    return new FilterException(source, at + 1, problem, suggestion);
  }
}
