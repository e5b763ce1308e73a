package io.stillhouse.runstore.filter;

import io.stillhouse.runstore.database.Sql;

/**
 * One thing that runs are sorted by; never null.
 *
 * @param expression its value
 * @param type what kind of value it is
 * @param direction which way
 */
public record SortTerm(Sql expression, Type type, Direction direction) {

  /** Kinds of values. */
  public enum Type {
    /** A whole number. */
    INTEGER,
    /** A number; infinities are possible. */
    NUMBER,
    /** A text, sorted by code points. */
    TEXT
  }

  /** Which way. */
  public enum Direction {
    /** The smallest first. */
    ASCENDING("ASC", ">"),
    /** The greatest first. */
    DESCENDING("DESC", "<");

    private final String sql;
    private final String beyond;

    Direction(String sql, String beyond) {
      this.sql = sql;
      this.beyond = beyond;
    }

    /** In an ORDER BY. */
    public String sql() {
      return sql;
    }

    /** How a later value compares with an earlier one. */
    public String beyond() {
      return beyond;
    }
  }
}
