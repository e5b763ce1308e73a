package io.stillhouse.runstore;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.view.Damage;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How rows name runs: {@code pipeline/run}. */
final class RunReferences {

  private RunReferences() {}

  static String name(RunLayout run) {
    return run.folder();
  }

  static RunLayout layout(String name) {
    int slash = name.indexOf('/');
    return new RunLayout(name.substring(0, slash), name.substring(slash + 1));
  }

  /** The damage of a row of the table {@code damage}. */
  static Damage damage(ResultSet row) throws SQLException {
    return new Damage(
        layout(row.getString("run")), row.getString("object_key"), row.getString("message"));
  }
}
