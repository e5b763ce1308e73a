package io.stillhouse.runstore;

import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.filter.ColumnNames;
import io.stillhouse.runstore.filter.RunColumns;
import io.stillhouse.runstore.filter.RunFilter;
import io.stillhouse.runstore.filter.RunOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Names of metrics, parameters and labels: which there are, and which of those that somebody asked
 * for no run has. The latter is no error, as the run that has it may be to come.
 */
final class UnknownNames {
  private final Connection connection;

  UnknownNames(Connection connection) {
    this.connection = connection;
  }

  /** A sentence for each name that no run has. */
  List<String> notices(RunFilter filter, RunOrder order, RunColumns columns) throws SQLException {
    ColumnNames asked = filter.names();
    asked.addAll(order.names());
    asked.addAll(columns.names());
    List<String> notices = new ArrayList<>();
    check("metric", asked.metrics(), notices);
    check("parameter", asked.parameters(), notices);
    check("label", asked.labels(), notices);
    return notices;
  }

  private void check(String table, SortedSet<String> asked, List<String> notices)
      throws SQLException {
    for (String name : asked) {
      boolean known =
          Rows.first(
                  connection,
                  new Sql("SELECT 1 FROM " + table + " WHERE name = ? LIMIT 1", name),
                  row -> row.getInt(1))
              .isPresent();
      if (!known) {
        notices.add(
            "No run has the "
                + table
                + " "
                + name
                + Suggestion.closest(name, names(table))
                    .map(word -> "; did you mean " + word + "?")
                    .orElse("."));
      }
    }
  }

  /**
   * Every name in a table. Each is looked for behind the one before, so the index is read once a
   * name and not once a row.
   */
  SortedSet<String> names(String table) throws SQLException {
    return new TreeSet<>(
        Rows.query(
            connection,
            new Sql(
                "WITH RECURSIVE found (name) AS (SELECT MIN(name) FROM "
                    + table
                    + " UNION ALL SELECT (SELECT MIN(t.name) FROM "
                    + table
                    + " t WHERE t.name > found.name) FROM found WHERE found.name IS NOT NULL)"
                    + " SELECT name FROM found WHERE name IS NOT NULL"),
            row -> row.getString(1)));
  }
}
