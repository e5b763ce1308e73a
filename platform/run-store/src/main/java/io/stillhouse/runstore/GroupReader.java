package io.stillhouse.runstore;

import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.GroupSummary;
import io.stillhouse.v1.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Experiments and pipelines: what their runs have in common. */
final class GroupReader {

  /** Runs of one experiment, one pipeline and one state. */
  private record Part(
      String group, String related, State state, int runs, Instant first, Instant last) {}

  private GroupReader() {}

  static List<GroupSummary> experiments(Connection connection) throws SQLException {
    return read(connection, "experiment", "pipeline");
  }

  static List<GroupSummary> pipelines(Connection connection) throws SQLException {
    return read(connection, "pipeline", "experiment");
  }

  private static List<GroupSummary> read(Connection connection, String group, String related)
      throws SQLException {
    Map<String, List<Part>> groups = new TreeMap<>();
    Rows.query(
        connection,
        new Sql(
            "SELECT "
                + group
                + " AS grp, "
                + related
                + " AS related, state, COUNT(*) AS runs, MIN(create_time) AS first_time,"
                + " MAX(create_time) AS last_time FROM run GROUP BY "
                + group
                + ", "
                + related
                + ", state"),
        row ->
            groups
                .computeIfAbsent(row.getString("grp"), name -> new ArrayList<>())
                .add(
                    new Part(
                        row.getString("grp"),
                        row.getString("related"),
                        State.valueOf(row.getString("state")),
                        row.getInt("runs"),
                        Rows.instant(row.getLong("first_time")),
                        Rows.instant(row.getLong("last_time")))));
    List<GroupSummary> summaries = new ArrayList<>();
    groups.forEach((name, parts) -> summaries.add(summary(name, parts)));
    summaries.sort(
        Comparator.comparing(GroupSummary::lastCreateTime)
            .reversed()
            .thenComparing(GroupSummary::name));
    return summaries;
  }

  private static GroupSummary summary(String name, List<Part> parts) {
    SortedMap<State, Integer> counts = new TreeMap<>();
    SortedSet<String> related = new TreeSet<>();
    Instant first = parts.get(0).first();
    Instant last = parts.get(0).last();
    for (Part part : parts) {
      counts.merge(part.state(), part.runs(), Integer::sum);
      related.add(part.related());
      first = part.first().isBefore(first) ? part.first() : first;
      last = part.last().isAfter(last) ? part.last() : last;
    }
    return new GroupSummary(name, List.copyOf(related), counts, first, last);
  }
}
