package io.stillhouse.runstore.filter;

import io.stillhouse.runstore.database.Sql;

/** Texts with {@code *} in them, for LIKE. Case of A to Z does not count, as in both databases. */
final class Patterns {
  private static final int MOST_WILDCARDS = 5;

  private Patterns() {}

  /** How many wildcards a text has. */
  static boolean hasTooManyWildcards(String text) {
    return text.chars().filter(c -> c == '*').count() > MOST_WILDCARDS;
  }

  /** Whether a value matches a text in which {@code *} stands for anything. */
  static Sql matches(String expression, String text) {
    return like(expression, escaped(text).replace('*', '%'));
  }

  /** Whether a value has a text in it. */
  static Sql contains(String expression, String text) {
    return like(expression, "%" + escaped(text) + "%");
  }

  private static Sql like(String expression, String pattern) {
    return new Sql("lower(" + expression + ") LIKE ? ESCAPE '!'", lower(pattern));
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return lower.toString();
  }
}
