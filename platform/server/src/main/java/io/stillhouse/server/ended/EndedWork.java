package io.stillhouse.server.ended;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.view.AttemptSummary;
import io.stillhouse.runstore.view.Change;
import io.stillhouse.runstore.view.Changes;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of every attempt, step and run that ends from now on, whoever is at work on it. What ended
 * before is history, however late the index hears of it.
 */
public final class EndedWork {
  private static final Logger LOG = LoggerFactory.getLogger(EndedWork.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final int RUNS_AT_ONCE = 50;
  private static final int MOST_REMEMBERED = 2000;

  private final RunStore index;
  private final List<EndListener> listeners;
  // What has been told of a run, those of which something changed last at the end.
  private final Map<RunLayout, Set<String>> told = new LinkedHashMap<>(16, 0.75f, true);
  private Instant since;
  private String cursor;

  /**
   * Of the runs of an index, from now on.
   *
   * @param listeners are called by one thread
   */
  public EndedWork(RunStore index, List<EndListener> listeners, Clock clock) {
    this.index = index;
    this.listeners = List.copyOf(listeners);
    this.since = clock.instant();
    this.cursor = index.cursor();
  }

  /** Begins to look. */
  public void start(ScheduledExecutorService clock) {
    clock.scheduleWithFixedDelay(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      while (tellSome()) {
        LOG.debug("More has changed than is read at once");
      }
    } catch (IndexException e) {
      LOG.debug("The index could not be read; tried again soon", e);
    } catch (RuntimeException e) {
      LOG.warn("What has ended could not be counted; tried again soon", e);
    }
  }

  /** Whether there is more. */
  private boolean tellSome() {
    Changes changes = index.changes(cursor, RUNS_AT_ONCE);
    List<RunLayout> runs =
        changes.changes().stream()
            .filter(change -> change.kind() == Change.Kind.CHANGED)
            .map(Change::run)
            .toList();
    for (RunDetails run : index.details(runs)) {
      tell(run);
    }
    // Only now: what could not be read is read again.
    cursor = changes.cursor();
    return changes.changes().size() == RUNS_AT_ONCE;
  }

  private void tell(RunDetails run) {
    for (StepSummary step : run.steps()) {
      Optional<Instant> before = step.readyTime();
      for (AttemptSummary attempt : step.attempts()) {
        Optional<Instant> readySince = before;
        once(
            run,
            "attempt/" + step.name() + "/" + attempt.number(),
            attempt.endTime(),
            listener -> listener.attemptEnded(run, step, attempt, readySince));
        before = attempt.endTime();
      }
      once(
          run,
          "step/" + step.name() + "/" + step.endTime(),
          step.endTime(),
          listener -> listener.stepEnded(run, step));
    }
    Optional<Instant> end = run.summary().endTime();
    once(run, "run/" + end, end, listener -> listener.runEnded(run));
  }

  /** Tells a listener. */
  private interface Telling {
    void tell(EndListener listener);
  }

  private void once(RunDetails run, String what, Optional<Instant> end, Telling telling) {
    if (end.isEmpty() || end.get().isBefore(since)) {
      return;
    }
    if (told.computeIfAbsent(run.summary().run(), name -> new HashSet<>()).add(what)) {
      listeners.forEach(telling::tell);
    }
    if (told.size() > MOST_REMEMBERED) {
      forgetOldest();
    }
  }

  /** Nothing as old as what is forgotten is told again. */
  private void forgetOldest() {
    RunLayout oldest = told.keySet().iterator().next();
    told.remove(oldest);
    index.details(List.of(oldest)).stream()
        .flatMap(run -> run.summary().endTime().stream())
        .filter(end -> !end.isBefore(since))
        .forEach(end -> since = end.plusNanos(1));
  }
}
