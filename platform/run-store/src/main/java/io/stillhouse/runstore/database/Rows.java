package io.stillhouse.runstore.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements and their rows, and how rows hold what the two databases hold differently. */
public final class Rows {
  private static final int BATCH = 500;
  private static final int LONGEST_NAME_BYTES = 1024;

  private Rows() {}

  /** Makes something of a row. */
  @FunctionalInterface
  public interface Mapper<T> {
    /** Makes something of the row that the result set is on. */
    T map(ResultSet row) throws SQLException;
  }

  /** What each row of a query becomes. */
  public static <T> List<T> query(Connection connection, Sql sql, Mapper<T> mapper)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      statement.setFetchSize(1000);
      bind(statement, sql.parameters());
      try (ResultSet rows = statement.executeQuery()) {
        List<T> results = new ArrayList<>();
        while (rows.next()) {
          results.add(mapper.map(rows));
        }
        return results;
      }
    }
  }

  /** What the first row of a query becomes. */
  public static <T> Optional<T> first(Connection connection, Sql sql, Mapper<T> mapper)
      throws SQLException {
    return query(connection, sql, mapper).stream().findFirst();
  }

  /** How many rows a statement changed. */
  public static int update(Connection connection, Sql sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      bind(statement, sql.parameters());
      return statement.executeUpdate();
    }
  }

  /** Inserts rows. */
  public static void insert(
      Connection connection, String table, String columns, List<@Nullable Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String marks = "?, ".repeat(rows.get(0).length - 1) + "?";
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ")")) {
      int waiting = 0;
      for (@Nullable Object[] row : rows) {
        List<@Nullable Object> values = new ArrayList<>();
        Collections.addAll(values, row);
        bind(statement, values);
        statement.addBatch();
        if (++waiting % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
  }

  /** A new id of a table: whoever asks holds the lock that a write begins with. */
  public static int newId(Connection connection, String table) throws SQLException {
    return query(
            connection,
            new Sql("SELECT COALESCE(MAX(id), 0) + 1 FROM " + table),
            row -> row.getInt(1))
        .get(0);
  }

  private static void bind(PreparedStatement statement, List<@Nullable Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      Object value = parameters.get(i);
      statement.setObject(i + 1, value instanceof String string ? text(string) : value);
    }
  }

  /** A time as a number. */
  public static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** A time as a number, or null. */
  public static @Nullable Long micros(Optional<Instant> time) {
    return time.isPresent() ? micros(time.get()) : null;
  }

  /** The time of a number. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The time in a column, if there is one. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(instant(micros));
  }

  /** A metric for its column: null for NaN. */
  public static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The metric in a column. */
  public static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /**
   * A text that both databases can hold: PostgreSQL has no U+0000, and half a surrogate pair has no
   * UTF-8.
   */
  public static String text(String text) {
    boolean clean = true;
    for (int i = 0; i < text.length() && clean; i++) {
      char c = text.charAt(i);
      clean = c != 0 && !Character.isSurrogate(c);
    }
    if (clean) {
      return text;
    }
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xfffd
                    : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  /**
   * A name as {@link #text}, cut to what an index of PostgreSQL can hold. Names that people give
   * are far shorter; those in records that somebody tampered with need not be.
   */
  public static String name(String text) {
    String storable = text(text);
    while (storable.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
      int excess = storable.getBytes(StandardCharsets.UTF_8).length - LONGEST_NAME_BYTES;
      int end = Math.max(0, storable.length() - (excess + 3) / 4);
      if (end > 0 && Character.isHighSurrogate(storable.charAt(end - 1))) {
        end--;
      }
      storable = storable.substring(0, end);
    }
    return storable;
  }
}
