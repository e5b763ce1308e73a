package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.progress.RunDisplay;
import io.stillhouse.cli.progress.RunProgress;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.run.StepState;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.LogLevel;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it goes: states as the orchestrator tells them, progress and curves as the
 * steps write them into the store. A thread of its own redraws the picture, so that nobody waits
 * for a slow terminal.
 */
public final class RunWatch implements RunListener, AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(200);

  /** Between two looks for events of a step where every look is a request to a service. */
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(2);

  private final RunReader reader;
  private final RunDisplay display;
  private final Clock clock;
  private final Map<String, Following> events = new ConcurrentHashMap<>();
  private final ScheduledExecutorService painter =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "run-display");
            thread.setDaemon(true);
            return thread;
          });
  private final Duration betweenLooks;
  private Instant nextLook = Instant.MIN;
  private volatile @Nullable RunProgress progress;
  private volatile @Nullable RunLayout runLayout;

  public RunWatch(ArtifactStore store, RunDisplay display, Clock clock) {
    this.reader = new RunReader(store);
    this.display = display;
    this.clock = clock;
    this.betweenLooks = "file".equals(store.root().getScheme()) ? Duration.ZERO : BETWEEN_REQUESTS;
  }

  @Override
  public void runStarted(RunLayout run, Plan plan) {
    runLayout = run;
    progress =
        new RunProgress(
            run.pipeline() + "/" + run.runId(),
            plan.steps().stream().map(PlannedStep::name).toList(),
            clock.instant());
    painter.scheduleWithFixedDelay(this::paint, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stepShared(String step) {
    progress().pending(step, "another run computes the same; waits for that");
  }

  @Override
  public void stepWaiting(String step) {
    progress().pending(step, "waits for cores and memory");
  }

  @Override
  public void attemptStarted(String step, int attempt, Launch launch) {
    progress().running(step, attempt, clock.instant());
    events.put(step, new Following(attempt));
  }

  @Override
  public void attemptEnded(String step, Attempt attempt, Optional<Duration> retryAfter) {
    collect(step);
    events.remove(step);
  }

  @Override
  public void stepEnded(StepOutcome outcome) {
    String step = outcome.getStep();
    collect(step);
    events.remove(step);
    StepState state = StepState.valueOf(outcome.getState().name());
    String note =
        switch (state) {
          case SUCCEEDED -> outcome.getCached() ? "cached: " + outcome.getReason() : "";
          case FAILED -> Failures.inShort(outcome);
          // Its reason is why it was not served from the cache.
          case CANCELED -> "canceled";
          default -> outcome.getReason();
        };
    progress().ended(step, state, note, clock.instant());
  }

  @Override
  public void canceling() {
    progress().canceling();
  }

  /** Shows the user a sentence below the steps. */
  public void notice(String text) {
    RunProgress run = progress;
    if (run != null) {
      run.notice(text);
    }
  }

  @Override
  public void runEnded(RunOutcome outcome) {
    notice("");
    paint();
  }

  /** Shows the last picture and lets go of the terminal. */
  @Override
  public void close() {
    painter.shutdown();
    try {
      painter.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    paint();
    display.close();
  }

  private synchronized void paint() {
    RunProgress run = progress;
    if (run != null) {
      Instant now = clock.instant();
      if (!now.isBefore(nextLook)) {
        nextLook = now.plus(betweenLooks);
        events.keySet().forEach(this::collect);
      }
      display.show(run, clock.instant());
    }
  }

  private void collect(String step) {
    Following following = events.get(step);
    RunLayout layout = runLayout;
    if (following == null || layout == null) {
      return;
    }
    synchronized (following) {
      RunProgress run = progress();
      List<StepEventChunk> chunks =
          reader.chunks(layout, step, following.attempt, following.nextChunk);
      following.nextChunk += chunks.size();
      for (StepEvent event :
          chunks.stream().flatMap(chunk -> chunk.getEventsList().stream()).toList()) {
        Instant time = Times.fromProto(event.getTime());
        switch (event.getEventCase()) {
          case PROGRESS ->
              run.progressed(
                  step,
                  event.getProgress().getStage(),
                  event.getProgress().getDone(),
                  event.getProgress().getTotal(),
                  time);
          case METRIC ->
              run.measured(step, event.getMetric().getName(), event.getMetric().getValue());
          case LOG -> {
            LogLevel level = event.getLog().getLevel();
            if (level == LogLevel.WARNING || level == LogLevel.ERROR) {
              run.warned(step, event.getLog().getMessage());
            }
          }
          case EVENT_NOT_SET -> {}
        }
      }
    }
  }

  /** How far the events of an attempt were read. */
  private static final class Following {
    private final int attempt;
    private long nextChunk = 1;

    private Following(int attempt) {
      this.attempt = attempt;
    }
  }

  private RunProgress progress() {
    RunProgress run = progress;
    if (run == null) {
      throw new IllegalStateException("A step was told about before its run.");
    }
    return run;
  }
}
