package io.stillhouse.runstore;

import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.filter.RunColumns;
import io.stillhouse.runstore.filter.RunFilter;
import io.stillhouse.runstore.filter.RunOrder;
import io.stillhouse.runstore.filter.SortTerm;
import io.stillhouse.runstore.view.RunPage;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunScope;
import io.stillhouse.runstore.view.RunSummary;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lists runs, a page at a time. A page begins behind the last run of the one before (its values in
 * the order, not its number), so runs that come or go in between neither repeat nor hide others.
 */
final class RunLister {

  /** A run of a page, before its labels and columns are there. */
  private record Found(int id, RunSummary bare, List<Object> place) {}

  private RunLister() {}

  static RunPage list(Connection connection, RunQuery query) throws SQLException {
    RunFilter filter = RunFilter.parse(query.filter());
    RunOrder order = RunOrder.parse(query.orderBy());
    RunColumns columns = RunColumns.parse(query.columns());
    String key =
        Rows.query(
                connection,
                new Sql("SELECT token_key FROM store_state"),
                row -> row.getString("token_key"))
            .get(0);
    PageTokens tokens = new PageTokens(key, query);
    Sql sql = select(query.scope(), filter, order);
    if (!query.pageToken().isEmpty()) {
      sql.add(" WHERE ").add(beyond(order.terms(), tokens.read(order.terms(), query.pageToken())));
    }
    sql.add(" ORDER BY ").add(ordered(order.terms())).add(" LIMIT ?", query.pageSize() + 1);
    List<Found> found = Rows.query(connection, sql, row -> found(row, order.terms()));
    String next = "";
    if (found.size() > query.pageSize()) {
      found = found.subList(0, query.pageSize());
      next = tokens.write(order.terms(), found.get(found.size() - 1).place());
    }
    return new RunPage(
        complete(connection, found, columns),
        next,
        new UnknownNames(connection).notices(filter, order, columns));
  }

  static long count(Connection connection, RunScope scope, String filter) throws SQLException {
    return Rows.query(
            connection,
            new Sql("SELECT COUNT(*) FROM run r WHERE ")
                .add(condition(scope, RunFilter.parse(filter))),
            row -> row.getLong(1))
        .get(0);
  }

  private static Sql condition(RunScope scope, RunFilter filter) {
    Sql sql = new Sql("");
    scope.pipeline().ifPresent(pipeline -> sql.add("r.pipeline = ? AND ", pipeline));
    scope
        .runs()
        .ifPresent(
            runs ->
                sql.add("r.name IN ")
                    .addList(runs.stream().map(RunReferences::name).sorted().toList())
                    .add(" AND "));
    return sql.add(filter.sql());
  }

  private static Sql select(RunScope scope, RunFilter filter, RunOrder order) {
    Sql sql = new Sql("SELECT * FROM (SELECT r.*");
    for (int i = 0; i < order.terms().size(); i++) {
      sql.add(", ").add(order.terms().get(i).expression()).add(" AS k" + i);
    }
    return sql.add(" FROM run r")
        .add(order.joins())
        .add(" WHERE ")
        .add(condition(scope, filter))
        .add(") q");
  }

  private static Sql ordered(List<SortTerm> terms) {
    Sql sql = new Sql("");
    for (int i = 0; i < terms.size(); i++) {
      sql.add((i == 0 ? "" : ", ") + "k" + i + " " + terms.get(i).direction().sql());
    }
    return sql;
  }

  /** Everything that comes behind these values. */
  private static Sql beyond(List<SortTerm> terms, List<Object> values) {
    Sql sql = new Sql("(");
    for (int i = 0; i < terms.size(); i++) {
      sql.add(i == 0 ? "(" : " OR (");
      for (int equal = 0; equal < i; equal++) {
        sql.add("k" + equal + " = ? AND ", values.get(equal));
      }
      sql.add("k" + i + " " + terms.get(i).direction().beyond() + " ?)", values.get(i));
    }
    return sql.add(")");
  }

  private static Found found(ResultSet row, List<SortTerm> terms) throws SQLException {
    List<Object> place = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      String column = "k" + i;
      place.add(
          switch (terms.get(i).type()) {
            case INTEGER -> (Object) row.getLong(column);
            case NUMBER -> row.getDouble(column);
            case TEXT -> row.getString(column);
          });
    }
    return new Found(row.getInt("id"), RunRows.summary(row, new TreeMap<>()), place);
  }

  private static List<RunSummary> complete(
      Connection connection, List<Found> found, RunColumns columns) throws SQLException {
    List<Integer> ids = found.stream().map(Found::id).toList();
    Map<Integer, SortedMap<String, String>> labels = RunRows.labels(connection, ids);
    ColumnValues values = ColumnValues.read(connection, ids, columns);
    List<RunSummary> runs = new ArrayList<>();
    for (Found each : found) {
      SortedMap<String, String> ofRun = labels.getOrDefault(each.id(), new TreeMap<>());
      runs.add(each.bare().with(ofRun, values.of(each.id(), ofRun)));
    }
    return runs;
  }

  /** Ids by name, in the order of the names. */
  static Map<String, Integer> ids(Connection connection, List<String> names) throws SQLException {
    Map<String, Integer> found = new TreeMap<>();
    Rows.query(
        connection,
        new Sql("SELECT id, name FROM run WHERE name IN ").addList(names),
        row -> found.put(row.getString("name"), row.getInt("id")));
    Map<String, Integer> ordered = new LinkedHashMap<>();
    for (String name : names) {
      Integer id = found.get(name);
      if (id != null) {
        ordered.put(name, id);
      }
    }
    return ordered;
  }
}
