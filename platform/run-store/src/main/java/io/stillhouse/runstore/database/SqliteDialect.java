package io.stillhouse.runstore.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A file. Readers see the last commit and never wait for the writer, since the log is a WAL. */
final class SqliteDialect implements Dialect {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int CACHE_KIBIBYTES = 32 * 1024;

  private final Path file;

  SqliteDialect(Path file) {
    this.file = file.toAbsolutePath();
    try {
      Files.createDirectories(this.file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("There can be no index in " + this.file.getParent(), e);
    }
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public DataSource writing() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // A power cut may cost the last commits, never the file: they are read from the store again.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    return source(config);
  }

  @Override
  public DataSource reading() {
    return source(new SQLiteConfig());
  }

  private DataSource source(SQLiteConfig config) {
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  @Override
  public String textType() {
    return "TEXT";
  }

  @Override
  public boolean knowsReadOnly() {
    return false; // only of a file that was opened so; query_only is as good
  }

  @Override
  public String readerPreparation() {
    return "PRAGMA query_only = ON";
  }

  @Override
  public String readerIsolation() {
    return "TRANSACTION_SERIALIZABLE";
  }

  @Override
  public Optional<WriterLock> tryLock() {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        // Held within this very process.
      }
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new HeldFile(channel));
    } catch (IOException e) {
      throw new UncheckedIOException("The lock " + lockFile + " cannot be used", e);
    }
  }

  @Override
  public boolean isDamage(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      // The extended codes of SQLITE_CORRUPT have it in their lowest byte.
      int code = sqlite.getResultCode().code & 0xff;
      return code == SQLiteErrorCode.SQLITE_CORRUPT.code
          || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }
    return false;
  }

  @Override
  public void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (rows.next() && !"ok".equals(rows.getString(1))) {
        throw new SQLiteException(rows.getString(1), SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  @Override
  public void remove() {
    try {
      for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The damaged index " + file + " cannot be deleted", e);
    }
  }

  private record HeldFile(FileChannel channel) implements WriterLock {
    @Override
    public boolean isHeld() {
      return channel.isOpen();
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
