package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepOutcome;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes what the records of a run say, but attempts and events, in place of what stood there. */
final class RunWriter {
  private static final String COLUMNS =
      "name, pipeline, run, experiment, state, owner, interrupted, create_time, start_time,"
          + " end_time, launcher, runner, retry_of, retry_from, definition_digest, steps_total,"
          + " steps_running, steps_succeeded, steps_cached, steps_skipped, steps_failed,"
          + " steps_canceled, failed_step, error_class, error_message, fingerprint, sequence";
  private static final String PROCESS = "process";
  private static final String DIRECT = "direct";

  private final Connection connection;
  private final RunSnapshot snapshot;

  RunWriter(Connection connection, RunSnapshot snapshot) {
    this.connection = connection;
    this.snapshot = snapshot;
  }

  /** Writes the run and gives its id. */
  int write(String fingerprint, long sequence) throws SQLException {
    int id = upsert(fingerprint, sequence);
    for (String table : List.of("label", "parameter", "step", "metric", "step_output")) {
      Rows.update(connection, new Sql("DELETE FROM " + table + " WHERE run_id = ?", id));
    }
    Rows.update(
        connection, new Sql("DELETE FROM deleted_run WHERE name = ?", snapshot.layout().folder()));
    labels(id);
    parameters(id);
    steps(id);
    metrics(id);
    outputs(id);
    return id;
  }

  private int upsert(String fingerprint, long sequence) throws SQLException {
    List<@Nullable Object> values = columns();
    values.add(fingerprint);
    values.add(sequence);
    String name = snapshot.layout().folder();
    Optional<Integer> known =
        Rows.first(
            connection,
            new Sql("SELECT id FROM run WHERE name = ?", name),
            row -> row.getInt("id"));
    if (known.isPresent()) {
      Sql update = new Sql("UPDATE run SET ");
      String[] columns = COLUMNS.split(", ", -1);
      for (int i = 0; i < columns.length; i++) {
        update.add((i == 0 ? "" : ", ") + columns[i] + " = ?", values.get(i));
      }
      Rows.update(connection, update.add(" WHERE id = ?", known.get()));
      return known.get();
    }
    int id = Rows.newId(connection, "run");
    values.add(id);
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(values.toArray());
    Rows.insert(connection, "run", COLUMNS + ", id", rows);
    return id;
  }

  private List<@Nullable Object> columns() {
    Run run = snapshot.run();
    Optional<StepSnapshot> failed =
        snapshot.steps().stream().filter(step -> step.state() == State.FAILED).findFirst();
    Optional<StepError> error =
        failed
            .flatMap(StepSnapshot::outcome)
            .filter(outcome -> outcome.getResult().hasError())
            .map(outcome -> outcome.getResult().getError());
    List<@Nullable Object> values = new ArrayList<>();
    values.add(snapshot.layout().folder());
    values.add(snapshot.layout().pipeline());
    values.add(snapshot.layout().runId());
    values.add(Rows.name(run.getExperiment()));
    values.add(snapshot.state().name());
    values.add(snapshot.owner().map(Rows::text).orElse(null));
    values.add(snapshot.interrupted() ? 1 : 0);
    values.add(Rows.micros(SnapshotTimes.instant(run.getCreateTime())));
    values.add(Rows.micros(startTime()));
    values.add(
        Rows.micros(
            snapshot
                .outcome()
                .flatMap(end -> SnapshotTimes.present(end.hasEndTime(), end.getEndTime()))));
    values.add(orElse(run.getBackend().getLauncher(), PROCESS));
    values.add(orElse(run.getBackend().getRunner(), DIRECT));
    values.add(Rows.name(run.getRetryOf()));
    values.add(Rows.name(run.getRetryFrom()));
    values.add(
        ContentDigest.sha256(run.getDefinition().getSource().getBytes(StandardCharsets.UTF_8)));
    values.add(snapshot.steps().size());
    values.add(count(State.RUNNING) + count(State.CANCELING));
    values.add(count(State.SUCCEEDED));
    values.add(
        (int)
            snapshot.steps().stream()
                .flatMap(step -> step.outcome().stream())
                .filter(StepOutcome::getCached)
                .count());
    values.add(count(State.SKIPPED));
    values.add(count(State.FAILED));
    values.add(count(State.CANCELED));
    values.add(failed.map(StepSnapshot::name).orElse(""));
    values.add(error.map(RunWriter::errorClass).orElse(""));
    values.add(error.map(StepError::getMessage).map(Rows::text).orElse(""));
    return values;
  }

  /** Of a run that has not ended, when the first of its attempts started. */
  private Optional<Instant> startTime() {
    return snapshot
        .outcome()
        .flatMap(end -> SnapshotTimes.present(end.hasStartTime(), end.getStartTime()))
        .or(
            () ->
                snapshot.steps().stream()
                    .flatMap(step -> step.attempts().stream())
                    .flatMap(attempt -> attempt.record().stream())
                    .filter(Attempt::hasStartTime)
                    .map(attempt -> SnapshotTimes.instant(attempt.getStartTime()))
                    .min(Instant::compareTo));
  }

  private int count(State state) {
    return (int) snapshot.steps().stream().filter(step -> step.state() == state).count();
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : Rows.name(text);
  }

  /** The name of an error's class, of those that this program knows. */
  static String errorClass(StepError error) {
    return error.getErrorClass() == ErrorClass.UNRECOGNIZED
        ? ErrorClass.ERROR_CLASS_UNSPECIFIED.name()
        : error.getErrorClass().name();
  }

  private void labels(int id) throws SQLException {
    Map<String, @Nullable Object[]> rows = new LinkedHashMap<>();
    snapshot
        .run()
        .getLabelsMap()
        .forEach(
            (name, value) ->
                rows.put(Rows.name(name), new Object[] {id, Rows.name(name), Rows.text(value)}));
    Rows.insert(connection, "label", "run_id, name, value", List.copyOf(rows.values()));
  }

  private void parameters(int id) throws SQLException {
    Map<String, @Nullable Object[]> rows = new LinkedHashMap<>();
    snapshot
        .run()
        .getParametersMap()
        .forEach(
            (name, value) -> {
              CellValue cell = ParameterCells.of(value);
              OptionalDouble number = cell.number();
              rows.put(
                  Rows.name(name),
                  new @Nullable Object[] {
                    id,
                    Rows.name(name),
                    cell.type(),
                    Rows.text(cell.text()),
                    number.isPresent() ? Rows.number(number.getAsDouble()) : null
                  });
            });
    Rows.insert(
        connection, "parameter", "run_id, name, type, value, number", List.copyOf(rows.values()));
  }

  private void steps(int id) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (StepSnapshot step : snapshot.steps()) {
      StepOutcome outcome = step.outcome().orElse(StepOutcome.getDefaultInstance());
      boolean failed = outcome.getResult().hasError();
      StepError error = outcome.getResult().getError();
      rows.add(
          new @Nullable Object[] {
            id,
            step.name(),
            rows.size(),
            Rows.text(step.step().getStepDefinition()),
            Rows.text(step.step().getItem()),
            Rows.text(step.step().getComponent()),
            Rows.text(String.join(" ", step.step().getUpstreamList())),
            step.state().name(),
            outcome.getCached() ? 1 : 0,
            Rows.text(outcome.getCachedFrom()),
            Rows.text(outcome.getReason()),
            Rows.text(outcome.getCacheKey()),
            Rows.text(String.join(" ", outcome.getBlockedByList())),
            Rows.micros(SnapshotTimes.present(outcome.hasReadyTime(), outcome.getReadyTime())),
            Rows.micros(SnapshotTimes.present(outcome.hasEndTime(), outcome.getEndTime())),
            failed ? errorClass(error) : "",
            Rows.text(error.getMessage()),
            Rows.text(error.getDetail()),
            servedRun(outcome),
            outcome.getCached() ? Rows.text(outcome.getResult().getStep()) : "",
            outcome.getCached() ? outcome.getResult().getAttempt() : 0
          });
    }
    Rows.insert(
        connection,
        "step",
        "run_id, name, position, step_definition, item, component, upstream, state, cached,"
            + " cached_from, reason, cache_key, blocked_by, ready_time, end_time, error_class,"
            + " error_message, error_detail, served_run, served_step, served_attempt",
        rows);
  }

  /** The run that a cached step was served from, as rows name it. */
  private static String servedRun(StepOutcome outcome) {
    if (!outcome.getCached() || !outcome.hasResult()) {
      return "";
    }
    try {
      return RunLayout.ofName(outcome.getResult().getRun()).folder();
    } catch (IllegalArgumentException e) {
      return ""; // the step has no curves, then
    }
  }

  private void metrics(int id) throws SQLException {
    // The last step of the plan that has a metric speaks for the run.
    Map<String, @Nullable Object[]> speaking = new LinkedHashMap<>();
    Map<List<String>, @Nullable Object[]> rows = new LinkedHashMap<>();
    for (StepSnapshot step : snapshot.steps()) {
      if (step.state() == State.SUCCEEDED && step.outcome().isPresent()) {
        step.outcome()
            .get()
            .getResult()
            .getMetricsMap()
            .forEach(
                (key, value) -> {
                  String name = Rows.name(key);
                  @Nullable Object[] row = {id, name, step.name(), Rows.number(value), 0};
                  rows.put(List.of(name, step.name()), row);
                  speaking.put(name, row);
                });
      }
    }
    speaking.values().forEach(row -> row[4] = 1);
    Rows.insert(
        connection, "metric", "run_id, name, step, value, speaks", List.copyOf(rows.values()));
  }

  private void outputs(int id) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (StepSnapshot step : snapshot.steps()) {
      Map<String, @Nullable Object[]> outputs = new LinkedHashMap<>();
      step.outcome()
          .map(outcome -> outcome.getResult().getOutputsMap())
          .orElse(Map.of())
          .forEach(
              (output, reference) ->
                  outputs.put(
                      Rows.name(output),
                      new Object[] {
                        id,
                        step.name(),
                        Rows.name(output),
                        AttemptWriter.type(reference),
                        Rows.name(reference.getPath()),
                        Rows.name(reference.getDigest())
                      }));
      rows.addAll(outputs.values());
    }
    Rows.insert(connection, "step_output", "run_id, step, output, type, path, digest", rows);
  }
}
