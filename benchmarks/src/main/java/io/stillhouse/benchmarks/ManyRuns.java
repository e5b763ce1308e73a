package io.stillhouse.benchmarks;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.curve.CurveBuilder;
import io.stillhouse.runstore.curve.PackedPoints;
import io.stillhouse.runstore.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Fills an index as that of a busy team: 10,000 runs of 20 pipelines, each with 6 steps, 10
 * parameters, 20 metrics and 2 labels; 100 of them with 10 curves of 10,000 points, 10 million
 * points in all. Rows are written as the indexer writes them, without the records that it would
 * read them from: those would take an hour to write.
 */
final class ManyRuns {
  static final int RUNS = 10_000;
  static final int WITH_CURVES = 100;
  static final int CURVES = 10;
  static final int POINTS = 10_000;
  private static final int BLOCK = 1024;
  private static final int STEPS = 6;
  private static final int AT_ONCE = 500;
  private static final long START = 1_767_225_600_000_000L;
  private static final long MINUTE = 60_000_000L;

  private final Random random = new Random(1);

  static RunLayout layout(int run) {
    return new RunLayout(
        "pipeline-" + run % 20, String.format(Locale.ROOT, "20260131-000000-%06d", run));
  }

  void fill(RunStore index) {
    for (int from = 0; from < RUNS; from += AT_ONCE) {
      int first = from;
      index.database().write((connection, sequence) -> runs(connection, sequence, first));
    }
    for (int run = 0; run < WITH_CURVES; run++) {
      int id = run + 1;
      index.database().write((connection, sequence) -> curves(connection, id));
    }
  }

  private int runs(Connection connection, long sequence, int first) throws SQLException {
    List<@Nullable Object[]> runs = new ArrayList<>();
    List<@Nullable Object[]> labels = new ArrayList<>();
    List<@Nullable Object[]> parameters = new ArrayList<>();
    List<@Nullable Object[]> steps = new ArrayList<>();
    List<@Nullable Object[]> metrics = new ArrayList<>();
    for (int run = first; run < first + AT_ONCE; run++) {
      int id = run + 1;
      runs.add(run(run, sequence));
      labels.add(new Object[] {id, "team", "team-" + run % 7});
      labels.add(new Object[] {id, "name", "run number " + run});
      for (int i = 0; i < 10; i++) {
        double number = i == 0 ? run % 5 : random.nextInt(1000) / 1000.0;
        parameters.add(
            new Object[] {id, "parameter" + i, "number", Double.toString(number), number});
      }
      for (int i = 0; i < STEPS; i++) {
        steps.add(step(id, i));
      }
      for (int i = 0; i < 20; i++) {
        double value = random.nextGaussian();
        metrics.add(
            new Object[] {
              id, i == 0 ? "student.accuracy" : "metric" + i, "step" + i % 6, value, 1
            });
      }
    }
    Rows.insert(
        connection,
        "run",
        "id, name, pipeline, run, experiment, state, owner, interrupted, create_time, start_time,"
            + " end_time, launcher, runner, retry_of, retry_from, definition_digest, steps_total,"
            + " steps_running, steps_succeeded, steps_cached, steps_skipped, steps_failed,"
            + " steps_canceled, failed_step, error_class, error_message, fingerprint, sequence",
        runs);
    Rows.insert(connection, "label", "run_id, name, value", labels);
    Rows.insert(connection, "parameter", "run_id, name, type, value, number", parameters);
    Rows.insert(
        connection,
        "step",
        "run_id, name, position, step_definition, item, component, upstream, state, cached,"
            + " cached_from, reason, cache_key, blocked_by, ready_time, end_time, error_class,"
            + " error_message, error_detail, served_run, served_step, served_attempt",
        steps);
    Rows.insert(connection, "metric", "run_id, name, step, value, speaks", metrics);
    return runs.size();
  }

  private static @Nullable Object[] run(int run, long sequence) {
    RunLayout layout = layout(run);
    boolean failed = run % 10 == 0;
    long created = START + run * MINUTE;
    return new @Nullable Object[] {
      run + 1,
      layout.folder(),
      layout.pipeline(),
      layout.runId(),
      "experiment-" + run % 40,
      failed ? "FAILED" : "SUCCEEDED",
      null,
      0,
      created,
      created + 1_000_000,
      created + (run % 90 + 1) * MINUTE,
      "process",
      "direct",
      "",
      "",
      "ab".repeat(32),
      STEPS,
      0,
      failed ? STEPS - 1 : STEPS,
      run % 3,
      0,
      failed ? 1 : 0,
      0,
      failed ? "step5" : "",
      failed ? "APPLICATION" : "",
      failed ? "IllegalStateException: the loss is not finite" : "",
      "ended",
      sequence
    };
  }

  private static @Nullable Object[] step(int run, int position) {
    String name = "step" + position;
    return new Object[] {
      run,
      name,
      position,
      name,
      "",
      "component" + position,
      position == 0 ? "" : "step" + (position - 1),
      "SUCCEEDED",
      0,
      "",
      "no earlier run has a result of this step",
      "cd".repeat(32),
      "",
      START,
      START + MINUTE,
      "",
      "",
      "",
      "",
      "",
      0
    };
  }

  private int curves(Connection connection, int run) throws SQLException {
    List<@Nullable Object[]> attempts = new ArrayList<>();
    attempts.add(
        new Object[] {
          run,
          layout(run - 1).folder() + "/step1/1",
          run,
          "step1",
          1,
          "",
          "",
          "",
          1L,
          "",
          0L,
          0L,
          "",
          0L
        });
    Rows.insert(
        connection,
        "attempt",
        "id, folder, run_id, step, number, error_class, error_message, error_detail, chunks,"
            + " progress_stage, progress_done, progress_total, progress_unit, progress_first_done",
        attempts);
    List<@Nullable Object[]> curves = new ArrayList<>();
    List<@Nullable Object[]> blocks = new ArrayList<>();
    for (int i = 0; i < CURVES; i++) {
      int id = (run - 1) * CURVES + i + 1;
      curves.add(new Object[] {id, run, "curve" + i, (long) POINTS, POINTS - 1L, 0L});
      for (int from = 0; from < POINTS; from += BLOCK) {
        int to = Math.min(POINTS, from + BLOCK);
        CurveBuilder points = new CurveBuilder(BLOCK);
        for (int position = from; position < to; position++) {
          points.add(position, START / 1000 + 50L * position, random.nextGaussian());
        }
        blocks.add(
            new Object[] {
              id, from / BLOCK, to - from, (long) from, to - 1L, PackedPoints.pack(points.build())
            });
      }
    }
    Rows.insert(
        connection, "curve", "id, attempt_id, name, points, last_position, last_value", curves);
    Rows.insert(
        connection,
        "curve_block",
        "curve_id, number, count, first_position, last_position, points",
        blocks);
    return blocks.size();
  }
}
