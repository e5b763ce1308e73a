package io.stillhouse.runstore;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.ArtifactSummary;
import io.stillhouse.runstore.view.AttemptSummary;
import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.runstore.view.Damage;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.RunSummary;
import io.stillhouse.runstore.view.StepProgress;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.Progress;
import io.stillhouse.v1.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads all there is of some runs: one query a table, however many runs. */
final class RunDetailsReader {

  /** A step of a run. */
  private record StepKey(int run, String step) {}

  private final Connection connection;
  private final Collection<Integer> ids;
  private final Map<StepKey, List<AttemptSummary>> attempts = new HashMap<>();
  private final Map<StepKey, StepProgress> progress = new HashMap<>();
  private final Map<StepKey, SortedMap<String, Double>> stepMetrics = new HashMap<>();
  private final Map<Integer, SortedMap<String, Double>> runMetrics = new HashMap<>();
  private final Map<StepKey, List<ArtifactSummary>> outputs = new HashMap<>();

  private RunDetailsReader(Connection connection, Collection<Integer> ids) {
    this.connection = connection;
    this.ids = ids;
  }

  /** The runs in the order in which they were asked for; those that are not there are left out. */
  static List<RunDetails> read(Connection connection, List<RunLayout> runs) throws SQLException {
    Map<String, Integer> ids =
        RunLister.ids(connection, runs.stream().map(RunReferences::name).toList());
    return new RunDetailsReader(connection, ids.values()).read(ids);
  }

  private List<RunDetails> read(Map<String, Integer> ordered) throws SQLException {
    Map<Integer, SortedMap<String, String>> labels = RunRows.labels(connection, ids);
    Map<Integer, RunSummary> summaries = new LinkedHashMap<>();
    Rows.query(
        connection,
        of("SELECT * FROM run WHERE id IN "),
        row -> {
          int id = row.getInt("id");
          return summaries.put(id, RunRows.summary(row, labels.getOrDefault(id, new TreeMap<>())));
        });
    readAttempts();
    readMetrics();
    readOutputs();
    Map<Integer, List<StepSummary>> steps = steps();
    Map<Integer, SortedMap<String, CellValue>> parameters = parameters();
    Map<String, List<Damage>> damage = damage(ordered.keySet());
    List<RunDetails> details = new ArrayList<>();
    ordered.forEach(
        (name, id) -> {
          RunSummary summary = summaries.get(id);
          if (summary != null) {
            details.add(
                new RunDetails(
                    summary,
                    parameters.getOrDefault(id, new TreeMap<>()),
                    runMetrics.getOrDefault(id, new TreeMap<>()),
                    steps.getOrDefault(id, List.of()),
                    damage.getOrDefault(name, List.of())));
          }
        });
    return details;
  }

  private Sql of(String beginning) {
    return new Sql(beginning).addList(ids);
  }

  private Map<Integer, SortedMap<String, CellValue>> parameters() throws SQLException {
    Map<Integer, SortedMap<String, CellValue>> parameters = new HashMap<>();
    Rows.query(
        connection,
        of("SELECT run_id, name, type, value, number FROM parameter WHERE run_id IN "),
        row ->
            parameters
                .computeIfAbsent(row.getInt("run_id"), id -> new TreeMap<>())
                .put(row.getString("name"), RunRows.parameter(row)));
    return parameters;
  }

  private Map<String, List<Damage>> damage(Collection<String> names) throws SQLException {
    Map<String, List<Damage>> damage = new HashMap<>();
    Rows.query(
        connection,
        new Sql("SELECT run, object_key, message FROM damage WHERE run IN ")
            .addList(names)
            .add(" ORDER BY run, object_key"),
        row ->
            damage
                .computeIfAbsent(row.getString("run"), run -> new ArrayList<>())
                .add(RunReferences.damage(row)));
    return damage;
  }

  private void readMetrics() throws SQLException {
    Rows.query(
        connection,
        of("SELECT run_id, name, step, value, speaks FROM metric WHERE run_id IN "),
        row -> {
          int run = row.getInt("run_id");
          String name = row.getString("name");
          double value = Rows.number(row, "value");
          if (row.getInt("speaks") == 1) {
            runMetrics.computeIfAbsent(run, id -> new TreeMap<>()).put(name, value);
          }
          return stepMetrics
              .computeIfAbsent(new StepKey(run, row.getString("step")), key -> new TreeMap<>())
              .put(name, value);
        });
  }

  private void readOutputs() throws SQLException {
    Rows.query(
        connection,
        of("SELECT run_id, step, output, type, path, digest FROM step_output WHERE run_id IN ")
            .add(" ORDER BY run_id, step, output"),
        row ->
            outputs
                .computeIfAbsent(key(row), key -> new ArrayList<>())
                .add(new ArtifactSummary(row.getString("output"), reference(row))));
  }

  /** The artifact of a row with {@code type}, {@code path} and {@code digest}. */
  static ArtifactReference reference(ResultSet row) throws SQLException {
    return ArtifactReference.newBuilder()
        .setType(ArtifactType.valueOf(row.getString("type")))
        .setPath(row.getString("path"))
        .setDigest(row.getString("digest"))
        .build();
  }

  private static StepKey key(ResultSet row) throws SQLException {
    return new StepKey(row.getInt("run_id"), row.getString("step"));
  }

  private void readAttempts() throws SQLException {
    Rows.query(
        connection,
        of("SELECT * FROM attempt WHERE run_id IN ").add(" ORDER BY run_id, step, number"),
        row -> {
          StepKey key = key(row);
          if (row.getObject("progress_time") != null) {
            progress.put(key, progress(row));
          }
          return attempts.computeIfAbsent(key, any -> new ArrayList<>()).add(attempt(row));
        });
  }

  private static AttemptSummary attempt(ResultSet row) throws SQLException {
    int exitCode = row.getInt("exit_code");
    Optional<Instant> firstHeard = Rows.instant(row, "first_event_time");
    return new AttemptSummary(
        row.getInt("number"),
        Rows.instant(row, "start_time").or(() -> firstHeard),
        Rows.instant(row, "work_start_time"),
        Rows.instant(row, "work_end_time"),
        Rows.instant(row, "end_time"),
        row.getObject("exit_code") == null ? OptionalInt.empty() : OptionalInt.of(exitCode),
        error(row));
  }

  private static Optional<io.stillhouse.v1.StepError> error(ResultSet row) throws SQLException {
    return RunRows.error(
        row.getString("error_class"),
        row.getString("error_message"),
        row.getString("error_detail"));
  }

  private static StepProgress progress(ResultSet row) throws SQLException {
    return new StepProgress(
        row.getInt("number"),
        Progress.newBuilder()
            .setStage(row.getString("progress_stage"))
            .setDone(row.getLong("progress_done"))
            .setTotal(row.getLong("progress_total"))
            .setUnit(row.getString("progress_unit"))
            .build(),
        Rows.instant(row.getLong("progress_first_time")),
        row.getLong("progress_first_done"),
        Rows.instant(row.getLong("progress_time")));
  }

  private Map<Integer, List<StepSummary>> steps() throws SQLException {
    Map<Integer, List<StepSummary>> steps = new HashMap<>();
    Rows.query(
        connection,
        of("SELECT * FROM step WHERE run_id IN ").add(" ORDER BY run_id, position"),
        row ->
            steps
                .computeIfAbsent(row.getInt("run_id"), id -> new ArrayList<>())
                .add(step(row, new StepKey(row.getInt("run_id"), row.getString("name")))));
    return steps;
  }

  private StepSummary step(ResultSet row, StepKey key) throws SQLException {
    List<AttemptSummary> made = attempts.getOrDefault(key, List.of());
    return new StepSummary(
        row.getString("name"),
        row.getString("step_definition"),
        row.getString("item"),
        row.getString("component"),
        words(row.getString("upstream")),
        State.valueOf(row.getString("state")),
        row.getInt("cached") == 1,
        row.getString("cached_from"),
        row.getString("reason"),
        row.getString("cache_key"),
        words(row.getString("blocked_by")),
        Rows.instant(row, "ready_time"),
        made.isEmpty() ? Optional.empty() : made.get(0).startTime(),
        Rows.instant(row, "end_time"),
        error(row),
        Optional.ofNullable(progress.get(key)),
        stepMetrics.getOrDefault(key, new TreeMap<>()),
        made,
        outputs.getOrDefault(key, List.of()));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
