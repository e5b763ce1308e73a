package io.stillhouse.runstore.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of a PostgreSQL server. */
final class PostgresDialect implements Dialect {
  /** Tells this lock from those that others take in the same database. */
  private static final int LOCK_CLASS = 0x5374696c;

  private final String url;

  PostgresDialect(String url) {
    this.url = url;
  }

  @Override
  public String place() {
    return url.replaceAll("[?].*", "").replaceAll("//[^/@]*@", "//");
  }

  @Override
  public DataSource writing() {
    return source();
  }

  @Override
  public DataSource reading() {
    return source();
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setApplicationName("stillhouse");
    return source;
  }

  @Override
  public String textType() {
    return "TEXT COLLATE \"C\"";
  }

  @Override
  public boolean knowsReadOnly() {
    return true;
  }

  @Override
  public String readerPreparation() {
    // Compiling a query takes longer than every query here.
    return "SET jit = off; SET statement_timeout = '30s'";
  }

  @Override
  public String readerIsolation() {
    return "TRANSACTION_REPEATABLE_READ";
  }

  @Override
  public Optional<WriterLock> tryLock() {
    Connection connection = null;
    boolean held = false;
    try {
      connection = source().getConnection();
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT pg_try_advisory_lock(?, hashtext(current_schema()))")) {
        statement.setInt(1, LOCK_CLASS);
        try (ResultSet rows = statement.executeQuery()) {
          held = rows.next() && rows.getBoolean(1);
        }
      }
      return held ? Optional.of(new HeldSession(connection)) : Optional.empty();
    } catch (SQLException e) {
      throw new IndexException(place() + " cannot be reached: " + e.getMessage(), e);
    } finally {
      if (connection != null && !held) {
        new HeldSession(connection).close();
      }
    }
  }

  @Override
  public boolean isDamage(SQLException failure) {
    // Class XX: data_corrupted and index_corrupted are for the server's administrator.
    return false;
  }

  @Override
  public void check(Connection connection) {}

  @Override
  public void remove() {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + String.join(", ", Schema.TABLES) + " CASCADE");
    } catch (SQLException e) {
      throw new IndexException(place() + " cannot be cleared: " + e.getMessage(), e);
    }
  }

  private record HeldSession(Connection connection) implements WriterLock {
    @Override
    public boolean isHeld() {
      try {
        return connection.isValid(5);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        // The server ends the session, and the lock with it.
      }
    }
  }
}
