package io.stillhouse.runstore.index;

import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the attempts of a run and what they have told. */
final class AttemptWriter {
  private final Connection connection;
  private final int run;

  AttemptWriter(Connection connection, int run) {
    this.connection = connection;
    this.run = run;
  }

  /** Removes the attempts of the run that are none of these folders. */
  void keepOnly(List<String> folders) throws SQLException {
    Sql delete = new Sql("DELETE FROM attempt WHERE run_id = ?", run);
    if (!folders.isEmpty()) {
      delete.add(" AND folder NOT IN ").addList(folders);
    }
    Rows.update(connection, delete);
  }

  /** Writes the records of an attempt and gives its id. */
  int write(String folder, String step, AttemptSnapshot attempt) throws SQLException {
    Optional<Integer> known =
        Rows.first(
            connection,
            new Sql("SELECT id FROM attempt WHERE folder = ?", folder),
            row -> row.getInt("id"));
    int id = known.isPresent() ? known.get() : insert(folder, step, attempt.number());
    Attempt record = attempt.record().orElse(Attempt.getDefaultInstance());
    StepResult result = attempt.result().orElse(StepResult.getDefaultInstance());
    StepError error = record.hasError() ? record.getError() : result.getError();
    boolean failed = record.hasError() || result.hasError();
    Rows.update(
        connection,
        new Sql(
            "UPDATE attempt SET start_time = ?, work_start_time = ?, work_end_time = ?, end_time ="
                + " ?, exit_code = ?, error_class = ?, error_message = ?, error_detail = ? WHERE id"
                + " = ?",
            Rows.micros(SnapshotTimes.present(record.hasStartTime(), record.getStartTime())),
            Rows.micros(SnapshotTimes.present(result.hasStartTime(), result.getStartTime())),
            Rows.micros(SnapshotTimes.present(result.hasEndTime(), result.getEndTime())),
            Rows.micros(SnapshotTimes.present(record.hasEndTime(), record.getEndTime())),
            record.hasExitCode() ? (Integer) record.getExitCode() : null,
            failed ? RunWriter.errorClass(error) : "",
            Rows.text(error.getMessage()),
            Rows.text(error.getDetail()),
            id));
    if (attempt.task().isPresent()) {
      inputs(id, attempt.task().get());
    }
    return id;
  }

  private int insert(String folder, String step, int number) throws SQLException {
    int id = Rows.newId(connection, "attempt");
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {id, folder, run, step, number, "", "", "", 0L, "", 0L, 0L, "", 0L});
    Rows.insert(
        connection,
        "attempt",
        "id, folder, run_id, step, number, error_class, error_message, error_detail, chunks,"
            + " progress_stage, progress_done, progress_total, progress_unit, progress_first_done",
        rows);
    return id;
  }

  private void inputs(int attempt, StepTask task) throws SQLException {
    Rows.update(connection, new Sql("DELETE FROM attempt_input WHERE attempt_id = ?", attempt));
    List<@Nullable Object[]> rows = new ArrayList<>();
    Map<String, Integer> next = new LinkedHashMap<>();
    task.getInputsMap()
        .forEach(
            (input, artifacts) -> {
              String name = Rows.name(input);
              for (InputArtifact artifact : artifacts.getArtifactsList()) {
                ArtifactReference reference = artifact.getArtifact();
                rows.add(
                    new Object[] {
                      attempt,
                      name,
                      next.merge(name, 1, Integer::sum),
                      type(reference),
                      Rows.name(reference.getPath()),
                      Rows.name(reference.getDigest())
                    });
              }
            });
    Rows.insert(
        connection, "attempt_input", "attempt_id, input, ordinal, type, path, digest", rows);
  }

  /** The name of an artifact's type, of those that this program knows. */
  static String type(ArtifactReference reference) {
    return reference.getType() == ArtifactType.UNRECOGNIZED
        ? ArtifactType.ARTIFACT_TYPE_UNSPECIFIED.name()
        : reference.getType().name();
  }

  /** Adds what an attempt has told. */
  void add(int attempt, AttemptEvents events) throws SQLException {
    Rows.update(
        connection,
        new Sql(
            "UPDATE attempt SET chunks = ?, first_event_time = COALESCE(first_event_time, ?) WHERE"
                + " id = ?",
            events.chunks(),
            Rows.micros(events.firstTime()),
            attempt));
    if (events.lastProgress().isPresent() && events.firstProgress().isPresent()) {
      AttemptEvents.Told first = events.firstProgress().get();
      AttemptEvents.Told last = events.lastProgress().get();
      Rows.update(
          connection,
          new Sql(
              "UPDATE attempt SET progress_stage = ?, progress_done = ?, progress_total = ?,"
                  + " progress_unit = ?, progress_time = ?, progress_first_done = CASE WHEN"
                  + " progress_first_time IS NULL THEN ? ELSE progress_first_done END,"
                  + " progress_first_time = COALESCE(progress_first_time, ?) WHERE id = ?",
              Rows.text(last.progress().getStage()),
              last.progress().getDone(),
              last.progress().getTotal(),
              Rows.text(last.progress().getUnit()),
              Rows.micros(last.time()),
              first.progress().getDone(),
              Rows.micros(first.time()),
              attempt));
    }
    CurveWriter curves = new CurveWriter(connection, attempt);
    for (var curve : events.curves().entrySet()) {
      curves.append(curve.getKey(), curve.getValue().build());
    }
  }
}
