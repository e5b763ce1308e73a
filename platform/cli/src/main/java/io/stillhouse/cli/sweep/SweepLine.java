package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.runs.Failures;
import io.stillhouse.cli.runs.Headline;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a sweep as a person sees it: told by the orchestrator, read by the display. */
final class SweepLine implements RunListener {
  /** What has become of a run. */
  enum Phase {
    /** It has not begun. */
    WAITING,
    /** It is at work. */
    RUNNING,
    /** It succeeded, now or before. */
    SUCCEEDED,
    /** It failed, now. */
    FAILED,
    /** It was canceled, or never begun because the sweep was stopped. */
    CANCELED,
    /** Another process is at work on it. */
    ELSEWHERE
  }

  private final String words;
  private final Clock clock;
  private final Consumer<RunLayout> started;
  private final Set<String> atWork = new LinkedHashSet<>();
  private Phase phase = Phase.WAITING;
  private String run = "";
  private int steps;
  private int ended;
  private int cached;
  private String note = "";
  private @Nullable Instant start;
  private @Nullable Instant end;

  /**
   * @param words what distinguishes the run
   * @param started is told when the run is at work, after earlier wishes to cancel it are forgotten
   */
  SweepLine(String words, Clock clock, Consumer<RunLayout> started) {
    this.words = words;
    this.clock = clock;
    this.started = started;
  }

  /**
   * What is to be shown now.
   *
   * @param words what distinguishes the run
   * @param run its name; empty before it is created
   * @param progress {@code 3/8 student}, or how it ended
   * @param elapsed how long it has taken so far; empty before it began
   */
  record Picture(
      String words, Phase phase, String run, String progress, Optional<Duration> elapsed) {}

  synchronized Picture picture(Instant now) {
    Instant begun = start;
    Instant over = end;
    return new Picture(
        words,
        phase,
        run,
        phase == Phase.RUNNING
            ? ended + "/" + steps + (atWork.isEmpty() ? "" : " " + String.join(", ", atWork))
            : note,
        Optional.ofNullable(begun).map(from -> Duration.between(from, over == null ? now : over)));
  }

  synchronized Phase phase() {
    return phase;
  }

  synchronized String run() {
    return run;
  }

  synchronized int cachedSteps() {
    return cached;
  }

  synchronized int stepCount() {
    return steps;
  }

  /** The run succeeded before this sweep was asked again. */
  synchronized void kept(StoredRun stored) {
    run = stored.displayName();
    phase = Phase.SUCCEEDED;
    steps = stored.view().steps().size();
    cached = steps;
    note = Headline.of(stored.ended()).map(Headline::inShort).orElse("") + " (kept)";
    note = note.strip();
  }

  synchronized void ended(Phase how, String why) {
    phase = how;
    note = why;
    atWork.clear();
    if (start != null) {
      end = clock.instant();
    }
  }

  @Override
  public void runStarted(RunLayout layout, Plan plan) {
    begin(layout, plan);
    started.accept(layout);
  }

  private synchronized void begin(RunLayout layout, Plan plan) {
    run = StoredRun.displayName(layout);
    steps = plan.steps().size();
    ended = 0;
    cached = 0;
    phase = Phase.RUNNING;
    start = clock.instant();
  }

  @Override
  public synchronized void attemptStarted(String step, int attempt, Launch launch) {
    atWork.add(step);
  }

  @Override
  public synchronized void stepEnded(StepOutcome outcome) {
    atWork.remove(outcome.getStep());
    ended++;
    if (outcome.getCached()) {
      cached++;
    }
  }

  @Override
  public synchronized void runEnded(RunOutcome outcome) {
    if (outcome.getState() == State.SUCCEEDED) {
      String served = cached == 0 ? "" : cached + " of " + steps + " steps from the cache";
      String headline = Headline.of(outcome.getStepsList()).map(Headline::inShort).orElse("");
      ended(
          Phase.SUCCEEDED,
          headline + (headline.isEmpty() || served.isEmpty() ? "" : "; ") + served);
    } else if (outcome.getState() == State.CANCELED) {
      ended(Phase.CANCELED, "");
    } else {
      ended(
          Phase.FAILED,
          outcome.getStepsList().stream()
              .filter(step -> step.getState() == State.FAILED)
              .findFirst()
              .map(step -> step.getStep() + ": " + Failures.inShort(step))
              .orElse(outcome.getState().name().toLowerCase(Locale.ROOT)));
    }
  }
}
