package io.stillhouse.benchmarks;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.CurveQuery;
import io.stillhouse.runstore.view.RunPage;
import io.stillhouse.runstore.view.RunQuery;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * How long the index takes to answer what a page of the dashboard asks, one question after another,
 * with the runs of {@link ManyRuns}.
 */
final class RunStoreBenchmark {
  private static final int WARM_UP = 15;
  private static final int MEASURED = 60;
  private static final String[] COLUMNS = {
    "metrics.student.accuracy",
    "metrics.metric1",
    "metrics.metric2",
    "parameters.parameter0",
    "parameters.parameter1",
    "labels.team"
  };

  private final PrintStream out;
  private final RunStore index;

  private RunStoreBenchmark(PrintStream out, RunStore index) {
    this.out = out;
    this.index = index;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("run-store");
    measure(System.out, "SQLite", "jdbc:sqlite:" + folder.resolve("index.db"));
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      measure(
          System.out,
          "PostgreSQL",
          server.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true");
    }
  }

  private static void measure(PrintStream out, String name, String url) {
    try (RunStore index = RunStore.open(url)) {
      long start = System.nanoTime();
      new ManyRuns().fill(index);
      out.printf(Locale.ROOT, "%s: filled in %.0f s%n", name, (System.nanoTime() - start) / 1e9);
      new RunStoreBenchmark(out, index).run();
    }
  }

  private void run() {
    List<String> filters =
        List.of(
            "state = FAILED",
            "metrics.student.accuracy > 1.5 AND labels.team = \"team-3\"",
            "parameters.parameter1 < 0.1 OR parameters.parameter2 < 0.1",
            "experiment = \"experiment-1*\" AND duration > 30m",
            "NOT steps.step3.metrics.metric3 > -2",
            "number 77");
    RunQuery page = RunQuery.newest(50).withColumns(COLUMNS);
    RunPage first = index.list(page);
    report("the newest 50 of 10,000 runs, 6 columns", i -> index.list(page));
    report("the page after that", i -> index.list(page.page(first.nextPageToken())));
    report("filtered, 6 filters in turn", i -> index.list(page.filteredBy(filters.get(i % 6))));
    report("counted, 6 filters in turn", i -> index.count(filters.get(i % 6)));
    report(
        "sorted by a metric, 20 metrics in turn",
        i ->
            index.list(
                page.orderedBy(
                    i % 20 == 0 ? "metrics.student.accuracy desc" : "metrics.metric" + i % 20)));
    report(
        "filtered, and sorted by a parameter and a metric",
        i ->
            index.list(
                page.filteredBy(filters.get(i % 6))
                    .orderedBy("parameters.parameter0 desc, metrics.metric7")));
    report("1,000 runs, 6 columns", i -> index.list(RunQuery.newest(1000).withColumns(COLUMNS)));
    report("experiments", i -> index.experiments());
    report("parameters, metrics and steps of 50 runs", i -> index.details(runs(i)));
    report(
        "50 runs: one curve of 10,000 points each, shown with 500",
        i -> index.curves(CurveQuery.of(runs(i), Set.of("curve" + i % 10), 500)));
    report(
        "50 runs compared: both of the above",
        i ->
            List.of(
                index.details(runs(i)),
                index.curves(CurveQuery.of(runs(i), Set.of("curve" + i % 10), 500))));
  }

  private static List<RunLayout> runs(int turn) {
    List<RunLayout> runs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      runs.add(ManyRuns.layout((i + turn * 7) % ManyRuns.WITH_CURVES));
    }
    return runs;
  }

  private void report(String what, IntConsumer question) {
    long[] nanos = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      question.accept(i + WARM_UP);
      long took = System.nanoTime() - start;
      if (i >= 0) {
        nanos[i] = took;
      }
    }
    Arrays.sort(nanos);
    out.printf(
        Locale.ROOT,
        "  %-58s median %6.1f ms, 95%% within %6.1f ms%n",
        what,
        nanos[MEASURED / 2] / 1e6,
        nanos[MEASURED * 95 / 100] / 1e6);
  }
}
