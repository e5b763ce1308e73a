package io.stillhouse.runstore.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database: many readers, one writer at a time. Threads may share it.
 *
 * <p>Its content is an index and no more: a damaged file is deleted and begun anew.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRES = "jdbc:postgresql:";
  private static final int READERS = 8;
  private static final Duration MIGRATION_PATIENCE = Duration.ofSeconds(30);

  private final Dialect dialect;
  private final HikariDataSource readers;
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable Connection writer;

  private Database(Dialect dialect) {
    this.dialect = dialect;
    this.readers = readers(dialect);
  }

  /**
   * Opens a database and makes its tables what this program expects.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE?user=...}
   * @throws IndexException if it cannot be reached, or was written by a newer program
   */
  public static Database open(String url) {
    Dialect dialect = dialect(url);
    try {
      prepare(dialect);
    } catch (DamagedIndexException e) {
      LOG.warn("{} It is begun anew.", e.getMessage());
      begin(dialect);
    }
    return new Database(dialect);
  }

  private static Dialect dialect(String url) {
    if (url.startsWith(SQLITE)) {
      return new SqliteDialect(Path.of(url.substring(SQLITE.length())));
    }
    if (url.startsWith(POSTGRES)) {
      return new PostgresDialect(url);
    }
    throw new IndexException(
        "The index lies at " + SQLITE + "FILE or " + POSTGRES + "//HOST/DATABASE");
  }

  private static HikariDataSource readers(Dialect dialect) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dialect.reading());
    config.setPoolName("run-store");
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setReadOnly(dialect.knowsReadOnly());
    config.setConnectionInitSql(dialect.readerPreparation());
    config.setTransactionIsolation(dialect.readerIsolation());
    return new HikariDataSource(config);
  }

  private static void prepare(Dialect dialect) {
    try (WriterLock lock = waitForLock(dialect)) {
      if (lock == null) {
        if (!new Schema(dialect).isCurrent()) {
          throw new IndexException(
              "Another process writes into "
                  + dialect.place()
                  + " with an older Stillhouse. Stop that one first.");
        }
        return;
      }
      try (Connection connection = dialect.writing().getConnection()) {
        dialect.check(connection);
        new Schema(dialect).migrate(connection);
      }
    } catch (SQLException e) {
      throw failure(dialect, e);
    }
  }

  private static void begin(Dialect dialect) {
    try (WriterLock lock = waitForLock(dialect)) {
      if (lock == null) {
        throw new IndexException(
            dialect.place() + " is damaged, and another process writes into it. Stop that one.");
      }
      dialect.remove();
      try (Connection connection = dialect.writing().getConnection()) {
        new Schema(dialect).migrate(connection);
      }
    } catch (SQLException e) {
      throw failure(dialect, e);
    }
  }

  /** Whoever writes all the time keeps it; whoever migrates needs it for a moment. */
  private static @Nullable WriterLock waitForLock(Dialect dialect) {
    long end = System.nanoTime() + MIGRATION_PATIENCE.toNanos();
    while (true) {
      Optional<WriterLock> lock = dialect.tryLock();
      if (lock.isPresent()) {
        return lock.get();
      }
      if (isReady(dialect) || System.nanoTime() > end) {
        return null;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IndexException("Interrupted while waiting for " + dialect.place(), e);
      }
    }
  }

  private static boolean isReady(Dialect dialect) {
    try (Connection connection = dialect.writing().getConnection()) {
      return Rows.first(
              connection, new Sql("SELECT extraction FROM store_state"), row -> row.getInt(1))
          .filter(extraction -> extraction == Schema.EXTRACTION)
          .isPresent();
    } catch (SQLException e) {
      return false;
    }
  }

  /** The place, for messages. */
  public String place() {
    return dialect.place();
  }

  /** The right to write, unless another process has it. Writing without it is for tests alone. */
  public Optional<WriterLock> tryLock() {
    return dialect.tryLock();
  }

  /** Work with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work. */
    T run(Connection connection) throws SQLException;
  }

  /** Work with a connection that changes something. */
  @FunctionalInterface
  public interface Writing<T> {
    /**
     * Does the work.
     *
     * @param sequence the number of this change, greater than that of every earlier one
     */
    T run(Connection connection, long sequence) throws SQLException;
  }

  /**
   * Reads. All statements of the work see one state.
   *
   * @throws IndexException if the database fails
   */
  public <T> T read(Work<T> work) {
    try (Connection connection = readers.getConnection()) {
      T result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw failure(dialect, e);
    }
  }

  /**
   * Writes, all of it or nothing.
   *
   * @throws IndexException if the database fails
   */
  public <T> T write(Writing<T> work) {
    writing.lock();
    try {
      Connection connection = writer();
      // The first statement takes the lock: nobody else's change comes between.
      Rows.update(connection, new Sql("UPDATE store_state SET sequence = sequence + 1"));
      long sequence =
          Rows.query(connection, new Sql("SELECT sequence FROM store_state"), row -> row.getLong(1))
              .get(0);
      T result = work.run(connection, sequence);
      connection.commit();
      return result;
    } catch (SQLException e) {
      dropWriter();
      throw failure(dialect, e);
    } catch (RuntimeException e) {
      dropWriter();
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /** Empties the index: what follows is a new one. */
  public void reset() {
    writing.lock();
    try {
      Connection connection = writer();
      Schema.reset(connection);
      connection.commit();
    } catch (SQLException e) {
      dropWriter();
      throw failure(dialect, e);
    } finally {
      writing.unlock();
    }
  }

  private Connection writer() throws SQLException {
    if (writer == null || writer.isClosed()) {
      writer = dialect.writing().getConnection();
      writer.setAutoCommit(false);
    }
    return writer;
  }

  private void dropWriter() {
    Connection connection = writer;
    writer = null;
    if (connection != null) {
      try (connection) {
        connection.rollback();
      } catch (SQLException e) {
        LOG.debug("The connection was lost before its work could be undone.", e);
      }
    }
  }

  private static IndexException failure(Dialect dialect, SQLException e) {
    return dialect.isDamage(e)
        ? new DamagedIndexException(dialect.place(), e)
        : new IndexException("The index at " + dialect.place() + " failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    writing.lock();
    try {
      readers.close();
      dropWriter();
    } finally {
      writing.unlock();
    }
  }
}
