package io.stillhouse.runstore.database;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The tables and their versions. */
final class Schema {
  /**
   * What the indexer takes out of records. Whoever changes that adds one: an index with less is
   * emptied, and filled again.
   */
  static final int EXTRACTION = 1;

  /** Every table, those first that others refer to. */
  static final List<String> TABLES =
      List.of(
          "run",
          "store_state",
          "deleted_run",
          "damage",
          "label",
          "parameter",
          "step",
          "metric",
          "attempt",
          "attempt_input",
          "step_output",
          "curve",
          "curve_block",
          "flyway_schema_history");

  private static final int SECRET_BYTES = 32;

  private final Dialect dialect;

  Schema(Dialect dialect) {
    this.dialect = dialect;
  }

  private Flyway flyway() {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(dialect.writing())
        .locations("classpath:io/stillhouse/runstore/migration")
        .placeholders(Map.of("text", dialect.textType()))
        .load();
  }

  /** Whether nothing is left to be done to the tables. */
  boolean isCurrent() {
    Flyway flyway = flyway();
    refuseNewer(flyway);
    return flyway.info().pending().length == 0;
  }

  /** Makes the tables what this program expects. */
  void migrate(Connection connection) throws SQLException {
    Flyway flyway = flyway();
    refuseNewer(flyway);
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw new IndexException(dialect.place() + " cannot be made an index: " + e.getMessage(), e);
    }
    List<Integer> extraction =
        Rows.query(
            connection, new Sql("SELECT extraction FROM store_state"), rows -> rows.getInt(1));
    if (extraction.isEmpty() || extraction.get(0) < EXTRACTION) {
      reset(connection);
    } else if (extraction.get(0) > EXTRACTION) {
      throw newer("rows of version " + extraction.get(0) + ", this program writes " + EXTRACTION);
    }
  }

  /** Empties every table. */
  static void reset(Connection connection) throws SQLException {
    for (String table : List.of("run", "deleted_run", "damage", "store_state")) {
      Rows.update(connection, new Sql("DELETE FROM " + table));
    }
    Rows.update(
        connection,
        new Sql(
            "INSERT INTO store_state (id, epoch, token_key, store, extraction, sequence)"
                + " VALUES (1, ?, ?, '', ?, 0)",
            secret(),
            secret(),
            EXTRACTION));
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void refuseNewer(Flyway flyway) {
    for (MigrationInfo migration : flyway.info().all()) {
      if (migration.getState().isApplied() && migration.getState().name().startsWith("FUTURE")) {
        throw newer("schema " + migration.getVersion());
      }
    }
  }

  private IndexException newer(String what) {
    return new IndexException(
        dialect.place()
            + " was written by a newer Stillhouse ("
            + what
            + "). Use that one, or name another place for the index of this one: it is built from"
            + " the store.");
  }
}
