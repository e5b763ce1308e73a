package io.stillhouse.runstore;

import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.filter.RunColumns;
import io.stillhouse.runstore.view.CellValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of the columns that a list is to show. */
final class ColumnValues {

  /** What a value belongs to; the step is empty where the value is not a step's. */
  private record Cell(int run, Kind kind, String step, String name) {}

  private enum Kind {
    METRIC,
    STEP_METRIC,
    STEP_STATE,
    PARAMETER
  }

  private final RunColumns columns;
  private final Map<Cell, CellValue> cells = new HashMap<>();

  private ColumnValues(RunColumns columns) {
    this.columns = columns;
  }

  static ColumnValues read(Connection connection, Collection<Integer> runs, RunColumns columns)
      throws SQLException {
    ColumnValues values = new ColumnValues(columns);
    values.readMetrics(connection, runs);
    values.readParameters(connection, runs);
    values.readStates(connection, runs);
    return values;
  }

  private void readMetrics(Connection connection, Collection<Integer> runs) throws SQLException {
    Set<String> names = new HashSet<>(columns.metrics().values());
    columns.stepMetrics().values().forEach(metric -> names.add(metric.name()));
    if (names.isEmpty()) {
      return;
    }
    Rows.query(
        connection,
        new Sql("SELECT run_id, name, step, value, speaks FROM metric WHERE run_id IN ")
            .addList(runs)
            .add(" AND name IN ")
            .addList(names),
        row -> {
          CellValue value = CellValue.ofNumber(Rows.number(row, "value"));
          int run = row.getInt("run_id");
          String name = row.getString("name");
          if (row.getInt("speaks") == 1) {
            cells.put(new Cell(run, Kind.METRIC, "", name), value);
          }
          return cells.put(new Cell(run, Kind.STEP_METRIC, row.getString("step"), name), value);
        });
  }

  private void readParameters(Connection connection, Collection<Integer> runs) throws SQLException {
    if (columns.parameters().isEmpty()) {
      return;
    }
    Rows.query(
        connection,
        new Sql("SELECT run_id, name, type, value, number FROM parameter WHERE run_id IN ")
            .addList(runs)
            .add(" AND name IN ")
            .addList(Set.copyOf(columns.parameters().values())),
        row ->
            cells.put(
                new Cell(row.getInt("run_id"), Kind.PARAMETER, "", row.getString("name")),
                RunRows.parameter(row)));
  }

  private void readStates(Connection connection, Collection<Integer> runs) throws SQLException {
    if (columns.stepStates().isEmpty()) {
      return;
    }
    Rows.query(
        connection,
        new Sql("SELECT run_id, name, state FROM step WHERE run_id IN ")
            .addList(runs)
            .add(" AND name IN ")
            .addList(Set.copyOf(columns.stepStates().values())),
        row ->
            cells.put(
                new Cell(row.getInt("run_id"), Kind.STEP_STATE, row.getString("name"), ""),
                CellValue.ofText(row.getString("state"))));
  }

  /** The values of a run, by what was asked for. */
  SortedMap<String, CellValue> of(int run, SortedMap<String, String> labels) {
    Map<String, Cell> asked = new HashMap<>();
    columns
        .metrics()
        .forEach((text, name) -> asked.put(text, new Cell(run, Kind.METRIC, "", name)));
    columns
        .stepMetrics()
        .forEach(
            (text, metric) ->
                asked.put(text, new Cell(run, Kind.STEP_METRIC, metric.step(), metric.name())));
    columns
        .stepStates()
        .forEach((text, step) -> asked.put(text, new Cell(run, Kind.STEP_STATE, step, "")));
    columns
        .parameters()
        .forEach((text, name) -> asked.put(text, new Cell(run, Kind.PARAMETER, "", name)));
    SortedMap<String, CellValue> values = new TreeMap<>();
    asked.forEach(
        (text, cell) -> {
          CellValue value = cells.get(cell);
          if (value != null) {
            values.put(text, value);
          }
        });
    columns
        .labels()
        .forEach(
            (text, name) -> {
              String label = labels.get(name);
              if (label != null) {
                values.put(text, CellValue.ofText(label));
              }
            });
    return values;
  }
}
