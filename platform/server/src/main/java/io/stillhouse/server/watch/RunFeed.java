package io.stillhouse.server.watch;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.server.view.Details;
import io.stillhouse.v1.AttemptDetail;
import io.stillhouse.v1.NewPoints;
import io.stillhouse.v1.RunDetail;
import io.stillhouse.v1.RunSummary;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepDetail;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.WatchRunResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows one run for all who watch it: the run is read once, however many they are. A watcher that
 * was not ready is told the whole run again, and the points that it missed are read anew for it: so
 * nothing is kept for the slow.
 */
final class RunFeed {
  /** Where the points begin for a watcher who comes without a cursor, in chunks before the last. */
  private static final int CHUNKS_BEFORE = 20;

  /** No answer has the points of more chunks of an attempt; the rest comes with the next one. */
  private static final int CHUNKS_AT_ONCE = 100;

  private final RunLayout run;
  private final Details details;
  private final RunReader reader;
  private final List<Watcher> watchers = new ArrayList<>();
  private final Positions positions = new Positions();
  private @Nullable RunDetail last;

  /** One who watches. */
  private static final class Watcher {
    private final Sink<WatchRunResponse> sink;
    private final boolean points;
    private final Positions positions;
    private boolean behind = true;

    Watcher(Sink<WatchRunResponse> sink, boolean points, Positions positions) {
      this.sink = sink;
      this.points = points;
      this.positions = positions;
    }
  }

  RunFeed(RunLayout run, Details details, RunReader reader) {
    this.run = run;
    this.details = details;
    this.reader = reader;
  }

  /** Adds a watcher, who is told the whole run with the next look. */
  synchronized void add(Sink<WatchRunResponse> sink, boolean points, String cursor) {
    watchers.add(new Watcher(sink, points, Positions.ofCursor(cursor)));
  }

  /** Whether nobody watches any more. */
  synchronized boolean isIdle() {
    watchers.removeIf(watcher -> watcher.sink.isGone());
    return watchers.isEmpty();
  }

  synchronized void beat() {
    watchers.forEach(watcher -> watcher.sink.beat());
  }

  synchronized void end(Throwable failure) {
    watchers.forEach(watcher -> watcher.sink.fail(failure));
    watchers.clear();
  }

  /** Reads the run and tells everybody what has changed. */
  synchronized void look() {
    watchers.removeIf(watcher -> watcher.sink.isGone());
    if (watchers.isEmpty()) {
      return;
    }
    RunDetail now = details.of(run);
    boolean anyPoints = watchers.stream().anyMatch(watcher -> watcher.points);
    if (!anyPoints) {
      positions.clear(); // or whoever comes next would have to wait for all that nobody read
    }
    List<NewPoints> points = anyPoints ? newPoints(now, positions) : List.of();
    boolean ended = isOver(now) && points.isEmpty();
    WatchRunResponse change = change(last, now);
    last = now;
    boolean silent = change.equals(WatchRunResponse.getDefaultInstance());
    String cursor = positions.cursor();
    Shared<WatchRunResponse> plain =
        new Shared<>(change.toBuilder().setCursor(cursor).setEnded(ended).build(), cursor);
    Shared<WatchRunResponse> withPoints =
        points.isEmpty()
            ? plain
            : new Shared<>(plain.message().toBuilder().addAllPoints(points).build(), cursor);
    List<Watcher> done = new ArrayList<>();
    for (Watcher watcher : watchers) {
      if (!watcher.sink.isReady()) {
        watcher.behind = true;
      } else if (watcher.behind) {
        if (catchUp(watcher, now, isOver(now))) {
          done.add(watcher);
        }
      } else {
        Shared<WatchRunResponse> answer = watcher.points ? withPoints : plain;
        watcher.positions.copyFrom(positions);
        if (ended || !silent || (watcher.points && !points.isEmpty())) {
          watcher.sink.send(answer);
        }
        if (ended) {
          done.add(watcher);
        }
      }
    }
    done.forEach(watcher -> watcher.sink.complete());
    watchers.removeAll(done);
  }

  /** Tells one watcher everything; returns whether that was all there will be. */
  private boolean catchUp(Watcher watcher, RunDetail now, boolean over) {
    List<NewPoints> missed = watcher.points ? newPoints(now, watcher.positions) : List.of();
    // More than one answer can carry: the watcher stays behind until it has had all of them.
    boolean more = watcher.points && hasMore(now, watcher.positions);
    boolean ended = over && !more;
    String cursor = watcher.positions.cursor();
    watcher.behind = more;
    watcher.sink.send(
        new Shared<>(
            WatchRunResponse.newBuilder()
                .setRun(now)
                .addAllPoints(missed)
                .setCursor(cursor)
                .setEnded(ended)
                .build(),
            cursor));
    return ended;
  }

  private boolean hasMore(RunDetail now, Positions told) {
    for (StepDetail step : now.getStepsList()) {
      for (AttemptDetail attempt : step.getAttemptsList()) {
        String key = key(step, attempt);
        if (told.knows(key)
            && reader.hasChunk(
                run, step.getStep().getName(), attempt.getNumber(), told.next(key))) {
          return true;
        }
      }
    }
    return false;
  }

  private List<NewPoints> newPoints(RunDetail now, Positions told) {
    List<NewPoints> found = new ArrayList<>();
    for (StepDetail step : now.getStepsList()) {
      for (AttemptDetail attempt : step.getAttemptsList()) {
        if (attempt.hasEndTime() && !told.knows(key(step, attempt))) {
          continue; // Over before anybody watched: GetCurves tells of it.
        }
        NewPoints points = newPoints(step, attempt, told);
        if (points.getPointsCount() > 0) {
          found.add(points);
        }
      }
    }
    return found;
  }

  private NewPoints newPoints(StepDetail step, AttemptDetail attempt, Positions told) {
    String name = step.getStep().getName();
    String key = key(step, attempt);
    if (!told.knows(key)) {
      long last = reader.lastChunk(run, name, attempt.getNumber());
      told.put(key, Math.max(1, last - CHUNKS_BEFORE + 1));
    }
    NewPoints.Builder points = NewPoints.newBuilder().setStep(name).setAttempt(attempt.getNumber());
    List<StepEventChunk> chunks =
        reader.chunks(run, name, attempt.getNumber(), told.next(key), CHUNKS_AT_ONCE);
    for (StepEventChunk chunk : chunks) {
      for (StepEvent event : chunk.getEventsList()) {
        if (event.hasMetric()) {
          points.addPoints(event.getMetric());
        }
      }
    }
    told.put(key, told.next(key) + chunks.size());
    return points.build();
  }

  private static String key(StepDetail step, AttemptDetail attempt) {
    return step.getStep().getName() + "/" + attempt.getNumber();
  }

  private static WatchRunResponse change(@Nullable RunDetail before, RunDetail now) {
    WatchRunResponse.Builder change = WatchRunResponse.newBuilder();
    if (before == null || before.getStepsCount() != now.getStepsCount()) {
      return change.setRun(now).build();
    }
    if (!before.getOrchestrator().equals(now.getOrchestrator())
        || before.getInterrupted() != now.getInterrupted()) {
      return change.setRun(now).build();
    }
    RunSummary summary = now.getSummary();
    Map<String, StepDetail> known = new HashMap<>();
    before.getStepsList().forEach(step -> known.put(step.getName(), step));
    for (StepDetail step : now.getStepsList()) {
      StepDetail old = known.get(step.getName());
      if (old == null || !withoutEstimate(old).equals(withoutEstimate(step))) {
        change.addSteps(step);
      }
    }
    if (!summary.equals(before.getSummary())) {
      change.setSummary(summary);
    }
    if (change.getStepsCount() > 0 && now.hasRemaining()) {
      change.setRemaining(now.getRemaining());
    }
    return change.build();
  }

  private static StepDetail withoutEstimate(StepDetail step) {
    return step.toBuilder().clearRemaining().build();
  }

  private static boolean isOver(RunDetail run) {
    State state = run.getSummary().getState();
    return (state == State.SUCCEEDED || state == State.FAILED || state == State.CANCELED)
        && run.getOrchestrator().isEmpty();
  }
}
