package io.stillhouse.runstore;

import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.Change;
import io.stillhouse.runstore.view.Changes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What changed since a cursor: {@code EPOCH.SEQUENCE}. */
final class ChangeReader {

  /** Which index, and how far it is. */
  private record Position(String epoch, long sequence) {
    String cursor() {
      return epoch.substring(0, 16) + "." + sequence;
    }
  }

  private ChangeReader() {}

  static String cursor(Connection connection) throws SQLException {
    return position(connection).cursor();
  }

  static Changes since(Connection connection, String cursor, int limit) throws SQLException {
    Position now = position(connection);
    long since = sequence(cursor, now);
    if (since < 0) {
      return new Changes(List.of(), now.cursor(), true);
    }
    List<Change> changes = new ArrayList<>();
    changes.addAll(read(connection, "run", Change.Kind.CHANGED, since, limit));
    changes.addAll(read(connection, "deleted_run", Change.Kind.DELETED, since, limit));
    changes.sort(Comparator.comparingLong(Change::sequence));
    boolean all = changes.size() < limit;
    List<Change> first = changes.subList(0, Math.min(limit, changes.size()));
    long reached = all ? now.sequence() : first.get(first.size() - 1).sequence();
    return new Changes(first, new Position(now.epoch(), reached).cursor(), false);
  }

  /** The sequence of a cursor; negative if it is of another index, or none at all. */
  private static long sequence(String cursor, Position now) {
    String ofThis = now.epoch().substring(0, 16) + ".";
    String number = cursor.startsWith(ofThis) ? cursor.substring(ofThis.length()) : "";
    if (!number.matches("[0-9]{1,18}")) {
      return -1;
    }
    long sequence = Long.parseLong(number);
    return sequence > now.sequence() ? -1 : sequence;
  }

  private static Position position(Connection connection) throws SQLException {
    return Rows.query(
            connection,
            new Sql("SELECT epoch, sequence FROM store_state"),
            row -> new Position(row.getString("epoch"), row.getLong("sequence")))
        .get(0);
  }

  private static List<Change> read(
      Connection connection, String table, Change.Kind kind, long since, int limit)
      throws SQLException {
    return Rows.query(
        connection,
        new Sql(
            "SELECT name, sequence FROM " + table + " WHERE sequence > ? ORDER BY sequence LIMIT ?",
            since,
            limit),
        (ResultSet row) ->
            new Change(RunReferences.layout(row.getString("name")), kind, row.getLong("sequence")));
  }
}
