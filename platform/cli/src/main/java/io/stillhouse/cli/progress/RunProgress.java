package io.stillhouse.cli.progress;

import io.stillhouse.model.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is told about a run, from any thread; displays take {@link #steps()} as a picture of
 * the moment.
 */
public final class RunProgress {
  private static final int KEPT_WARNINGS = 20;

  private final String run;
  private final Instant started;
  private final Map<String, Track> tracks = new LinkedHashMap<>();
  private final Deque<StepWarning> warnings = new ArrayDeque<>();
  private long warningCount;
  private String notice = "";

  /**
   * @param run the run as it is shown to a person
   * @param steps its steps in the order of the plan
   */
  public RunProgress(String run, List<String> steps, Instant started) {
    this.run = run;
    this.started = started;
    steps.forEach(step -> tracks.put(step, new Track()));
  }

  public String run() {
    return run;
  }

  public Instant started() {
    return started;
  }

  /** Something that the user should know by now; replaces what was said before. */
  public synchronized void notice(String text) {
    notice = text;
  }

  /** What was said last with {@link #notice(String)}; possibly empty. */
  public synchronized String notice() {
    return notice;
  }

  /** A step waits for resources or for others; the note says for what. */
  public synchronized void pending(String step, String note) {
    Track track = track(step);
    track.state = StepState.PENDING;
    track.note = note;
  }

  /** An attempt began. */
  public synchronized void running(String step, int attempt, Instant time) {
    Track track = track(step);
    track.state = StepState.RUNNING;
    track.attempt = attempt;
    track.note = "";
    track.stage = "";
    track.done = 0;
    track.total = 0;
    track.firstTime = null;
    if (track.started == null) {
      track.started = time;
    }
  }

  /** The step said how far it is. */
  public synchronized void progressed(
      String step, String stage, long done, long total, Instant time) {
    Track track = track(step);
    if (track.firstTime == null || done < track.firstDone) {
      // A resumed attempt begins somewhere in the middle: only what was seen being done tells the
      // pace.
      track.firstTime = time;
      track.firstDone = done;
    }
    track.stage = stage;
    track.done = done;
    track.total = total;
    track.lastTime = time;
  }

  /** A curve has a new point. */
  public synchronized void measured(String step, String curve, double value) {
    track(step).metrics.put(curve, value);
  }

  /** The step wants its user to look at something; not that it was stopped, if the user did it. */
  public synchronized void warned(String step, String message) {
    if (track(step).state == StepState.CANCELING) {
      return;
    }
    if (warnings.size() == KEPT_WARNINGS) {
      warnings.removeFirst();
    }
    warningCount++;
    warnings.addLast(
        new StepWarning(warningCount, step, message.strip().replaceAll("\\p{Cntrl}+", " ")));
  }

  /** The last warnings, at most 20, in the order in which they were told. */
  public synchronized List<StepWarning> warnings() {
    return List.copyOf(warnings);
  }

  /** The step ended in one of the states that are final. */
  public synchronized void ended(String step, StepState state, String note, Instant time) {
    Track track = track(step);
    track.state = state;
    track.note = note;
    track.ended = time;
  }

  /** Somebody asked to cancel: what runs is being stopped. */
  public synchronized void canceling() {
    for (Track track : tracks.values()) {
      if (track.state == StepState.RUNNING) {
        track.state = StepState.CANCELING;
      }
    }
  }

  /** Every step as it is now, in the order of the plan. */
  public synchronized List<StepProgress> steps() {
    return tracks.entrySet().stream()
        .map(entry -> entry.getValue().picture(entry.getKey()))
        .toList();
  }

  private Track track(String step) {
    Track track = tracks.get(step);
    if (track == null) {
      throw new IllegalArgumentException("Run " + run + " has no step " + step + ".");
    }
    return track;
  }

  private static final class Track {
    private StepState state = StepState.PENDING;
    private int attempt;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private String stage = "";
    private long done;
    private long total;
    private @Nullable Instant firstTime;
    private @Nullable Instant lastTime;
    private long firstDone;
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private String note = "";

    private StepProgress picture(String name) {
      return new StepProgress(
          name, state, attempt, started, ended, stage, done, total, remaining(), metrics, note);
    }

    private @Nullable Duration remaining() {
      if (firstTime == null || lastTime == null || total <= 0 || done <= firstDone) {
        return null;
      }
      double millisPerUnit =
          Duration.between(firstTime, lastTime).toMillis() / (double) (done - firstDone);
      return Duration.ofMillis(Math.round(millisPerUnit * Math.max(0, total - done)));
    }
  }
}
