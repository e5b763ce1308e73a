package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.Damage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what of a run could not be read. */
final class DamageWriter {
  private final Connection connection;
  private final String run;

  DamageWriter(Connection connection, RunLayout run) {
    this.connection = connection;
    this.run = run.folder();
  }

  /** Forgets all of it. */
  void clear() throws SQLException {
    Rows.update(connection, new Sql("DELETE FROM damage WHERE run = ?", run));
  }

  /** Writes the damaged records, in place of those that stood there. */
  void replaceRecords(List<Damage> damage) throws SQLException {
    Rows.update(connection, new Sql("DELETE FROM damage WHERE run = ? AND chunk = 0", run));
    insert(damage, 0);
  }

  /** Adds damaged chunks of events. */
  void addChunks(List<Damage> damage) throws SQLException {
    insert(damage, 1);
  }

  private void insert(List<Damage> damage, int chunk) throws SQLException {
    Map<String, @Nullable Object[]> rows = new LinkedHashMap<>();
    damage.forEach(
        each -> rows.put(each.key(), new Object[] {run, each.key(), each.message(), chunk}));
    Rows.insert(
        connection, "damage", "run, object_key, message, chunk", List.copyOf(rows.values()));
  }
}
