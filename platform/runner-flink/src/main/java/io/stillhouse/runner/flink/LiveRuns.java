package io.stillhouse.runner.flink;

import io.stillhouse.v1.StepOutcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The runs of which this TaskManager carries steps out. All steps of a run share what it takes to
 * launch and to watch them; Flink gives each a copy of its function and no way to reach another's,
 * which is why there is state of the JVM here.
 */
final class LiveRuns {
  /** A run stays open for the steps that become ready when the last one ends. */
  private static final long LINGER_SECONDS = 10;

  private static final Map<String, LiveRun> RUNS = new ConcurrentHashMap<>();
  private static final ScheduledExecutorService CLOSER =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "stillhouse-run-closer");
            thread.setDaemon(true);
            return thread;
          });

  private LiveRuns() {}

  /** One step's share in an open run. */
  record Use(LiveRun live) implements AutoCloseable {
    /**
     * Takes a step to its outcome.
     *
     * @throws InterruptedException if Flink cancels the task: nobody waits for the run's steps here
     *     any more, and they go on
     */
    StepOutcome run(String step, Map<String, StepOutcome> upstream) throws InterruptedException {
      try {
        return live.run(step, upstream);
      } catch (InterruptedException e) {
        live.abandon();
        throw e;
      }
    }

    @Override
    public void close() {
      if (live.leave()) {
        CLOSER.schedule(() -> closeIfUnused(live), LINGER_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /**
   * Takes part in a run, which is opened if it is not open.
   *
   * @throws UnfitSessionException if that is not possible here
   * @throws IllegalStateException if another submission of the run is the one that counts
   */
  static Use use(Submission submission) {
    LiveRun live =
        RUNS.compute(
            submission.run(),
            (run, open) -> {
              if (open != null && open.enter(submission)) {
                return open;
              }
              LiveRun opened = LiveRun.open(submission);
              if (open != null) {
                open.abandon();
                open.close();
              }
              opened.begin();
              return opened;
            });
    return new Use(live);
  }

  private static void closeIfUnused(LiveRun live) {
    RUNS.computeIfPresent(
        live.submission().run(),
        (run, open) -> {
          if (!live.seal()) {
            return open;
          }
          live.close();
          return open.equals(live) ? null : open;
        });
  }
}
