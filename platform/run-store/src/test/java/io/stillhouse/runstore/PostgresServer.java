package io.stillhouse.runstore;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real server of PostgreSQL, one for all tests of this JVM; every index is a database of it. */
final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** The server, started when it is first needed. */
  static PostgresServer of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(PostgresServer.class))
        .getOrComputeIfAbsent("server", key -> start(), PostgresServer.class);
  }

  private static PostgresServer start() {
    try {
      return new PostgresServer(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("timezone", "Asia/Kathmandu")
              .start());
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not start", e);
    }
  }

  /** A new, empty database. */
  TestIndex index() {
    String name = String.format(Locale.ROOT, "index%d", databases.incrementAndGet());
    run("CREATE DATABASE " + name);
    String url = server.getJdbcUrl("postgres", name);
    return new TestIndex() {
      @Override
      public String url() {
        return url;
      }

      @Override
      public void close() {
        run("DROP DATABASE " + name + " WITH (FORCE)");
      }
    };
  }

  private void run(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
