package io.stillhouse.runstore;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.runstore.view.RunSummary;
import io.stillhouse.runstore.view.StepCounts;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows of runs. */
final class RunRows {

  private RunRows() {}

  /** The run of a row of the table {@code run}. */
  static RunSummary summary(ResultSet row, SortedMap<String, String> labels) throws SQLException {
    return new RunSummary(
        new RunLayout(row.getString("pipeline"), row.getString("run")),
        row.getString("experiment"),
        State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("owner")),
        row.getInt("interrupted") == 1,
        Rows.instant(row.getLong("create_time")),
        Rows.instant(row, "start_time"),
        Rows.instant(row, "end_time"),
        labels,
        row.getString("launcher"),
        row.getString("runner"),
        row.getString("retry_of"),
        row.getString("retry_from"),
        row.getString("definition_digest"),
        new StepCounts(
            row.getInt("steps_total"),
            row.getInt("steps_running"),
            row.getInt("steps_succeeded"),
            row.getInt("steps_cached"),
            row.getInt("steps_skipped"),
            row.getInt("steps_failed"),
            row.getInt("steps_canceled")),
        row.getString("failed_step"),
        error(row.getString("error_class"), row.getString("error_message"), ""),
        new TreeMap<>(),
        row.getLong("sequence"));
  }

  /** The error of three columns; none without a class. */
  static Optional<StepError> error(String errorClass, String message, String detail) {
    return errorClass.isEmpty()
        ? Optional.empty()
        : Optional.of(
            StepError.newBuilder()
                .setErrorClass(ErrorClass.valueOf(errorClass))
                .setMessage(message)
                .setDetail(detail)
                .build());
  }

  /** The labels of runs, by the runs' ids. */
  static Map<Integer, SortedMap<String, String>> labels(
      Connection connection, Collection<Integer> ids) throws SQLException {
    Map<Integer, SortedMap<String, String>> labels = new HashMap<>();
    Rows.query(
        connection,
        new Sql("SELECT run_id, name, value FROM label WHERE run_id IN ").addList(ids),
        row ->
            labels
                .computeIfAbsent(row.getInt("run_id"), id -> new TreeMap<>())
                .put(row.getString("name"), row.getString("value")));
    return labels;
  }

  /** The value of a row of the table {@code parameter}. */
  static CellValue parameter(ResultSet row) throws SQLException {
    double number = row.getDouble("number");
    OptionalDouble value = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number);
    return new CellValue(row.getString("type"), row.getString("value"), value);
  }
}
