package io.stillhouse.runner.flink;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.StepOutcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds out in the store how one step fares that another process looks after, and tells it. */
final class StepFollower {
  private static final String ATTEMPT_NUMBER = "[1-9][0-9]{0,8}";

  private final ArtifactStore store;
  private final RunLayout run;
  private final String step;
  private final RunListener listener;
  private final LookSchedule schedule;
  private final RunListener.Launch firstLaunch;
  private int firstAttempt;
  private int lastTold;
  private int lastEndTold;
  private boolean begun;

  /**
   * Follows a step from now on.
   *
   * @param firstLaunch how the attempt that is there at the first look came to be watched
   */
  StepFollower(
      ArtifactStore store,
      RunLayout run,
      String step,
      RunListener listener,
      LookSchedule schedule,
      RunListener.Launch firstLaunch) {
    this.store = store;
    this.run = run;
    this.step = step;
    this.listener = listener;
    this.schedule = schedule;
    this.firstLaunch = firstLaunch;
  }

  /** Whether an attempt was seen. */
  boolean isAtWork() {
    return lastTold > 0;
  }

  /** Looks, if it is time to; the outcome once the step has ended. */
  Optional<StepOutcome> look() {
    return schedule.isDue() ? lookNow() : Optional.empty();
  }

  /** Looks; the outcome once the step has ended. */
  Optional<StepOutcome> lookNow() {
    // In this order: what an outcome says is never older than what was seen of the attempts.
    List<Integer> attempts = attempts();
    Optional<StepOutcome> outcome =
        ProtoJson.read(store, run.stepOutcome(step), StepOutcome.getDefaultInstance());
    if (!begun) {
      begun = true;
      firstAttempt = attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1);
      lastEndTold = Math.max(0, firstAttempt - 1);
      lastTold = lastEndTold;
      if (attempts.isEmpty() && outcome.isEmpty()) {
        listener.stepWaiting(step);
      }
    }
    for (int attempt : attempts) {
      if (attempt > lastTold) {
        tellEnds(attempt, Optional.of(Duration.ZERO));
        tellStart(attempt);
      }
    }
    if (outcome.isPresent()) {
      tellEnds(Integer.MAX_VALUE, Optional.empty());
    }
    return outcome;
  }

  private void tellStart(int attempt) {
    lastTold = attempt;
    schedule.restart();
    listener.attemptStarted(
        step, attempt, attempt == firstAttempt ? firstLaunch : RunListener.Launch.STARTED);
  }

  /** Tells the ends of the attempts before one, which were told to have started. */
  private void tellEnds(int before, Optional<Duration> retryAfter) {
    for (int attempt = lastEndTold + 1; attempt <= lastTold && attempt < before; attempt++) {
      lastEndTold = attempt;
      ProtoJson.read(store, run.attempt(step, attempt).record(), Attempt.getDefaultInstance())
          .ifPresent(record -> listener.attemptEnded(step, record, retryAfter));
    }
  }

  private List<Integer> attempts() {
    return store.children(run.step(step)).stream()
        .filter(name -> name.matches(ATTEMPT_NUMBER))
        .map(Integer::valueOf)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
