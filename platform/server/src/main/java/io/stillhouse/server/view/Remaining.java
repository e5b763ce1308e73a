package io.stillhouse.server.view;

import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.StepSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates how long a run still takes: the longest way through the steps that are left. A step at
 * work takes what it says itself; one that waits takes what it took in the last run of the pipeline
 * that succeeded. That steps wait for each other's cores is not foreseen.
 */
final class Remaining {
  private static final long FRESH_NANOS = 60_000_000_000L;

  private final RunStore index;
  private final Map<String, Known> durations = new HashMap<>();

  private record Known(Map<String, Duration> byStep, long readAt) {}

  Remaining(RunStore index) {
    this.index = index;
  }

  /** Nothing when the run has ended, or nobody can tell for one of its steps. */
  Optional<Duration> of(RunDetails run, Instant now) {
    if (run.summary().endTime().isPresent() || Details.isOver(run.summary().state())) {
      return Optional.empty();
    }
    Map<String, Duration> earlier = earlier(run.summary().run().pipeline());
    Map<String, Duration> until = new HashMap<>();
    Duration longest = Duration.ZERO;
    for (StepSummary step : run.steps()) {
      Optional<Duration> own = own(step, earlier, now);
      if (own.isEmpty()) {
        return Optional.empty();
      }
      Duration before = Duration.ZERO;
      for (String upstream : step.upstream()) {
        Duration ended = until.getOrDefault(upstream, Duration.ZERO);
        before = ended.compareTo(before) > 0 ? ended : before;
      }
      Duration end = before.plus(own.get());
      until.put(step.name(), end);
      longest = end.compareTo(longest) > 0 ? end : longest;
    }
    return Optional.of(longest);
  }

  private static Optional<Duration> own(
      StepSummary step, Map<String, Duration> earlier, Instant now) {
    if (Details.isOver(step.state())) {
      return Optional.of(Duration.ZERO);
    }
    Optional<Duration> told =
        step.progress().flatMap(progress -> StepDetails.remaining(progress, now));
    if (told.isPresent()) {
      return told;
    }
    return Optional.ofNullable(earlier.get(step.name()))
        .map(
            whole -> {
              Duration left =
                  step.startTime()
                      .map(start -> whole.minus(Duration.between(start, now)))
                      .orElse(whole);
              return left.isNegative() ? Duration.ZERO : left;
            });
  }

  private synchronized Map<String, Duration> earlier(String pipeline) {
    Known known = durations.get(pipeline);
    if (known == null || System.nanoTime() - known.readAt() > FRESH_NANOS) {
      known = new Known(read(pipeline), System.nanoTime());
      durations.put(pipeline, known);
    }
    return known.byStep();
  }

  // Of several runs, as steps that the cache served tell nothing.
  private Map<String, Duration> read(String pipeline) {
    Map<String, Duration> read = new HashMap<>();
    var page =
        index.list(
            RunQuery.newest(5).filteredBy("pipeline = \"" + pipeline + "\" AND state = SUCCEEDED"));
    for (var summary : page.runs()) {
      index
          .run(summary.run())
          .ifPresent(
              run -> {
                for (StepSummary step : run.steps()) {
                  if (!step.cached()
                      && step.startTime().isPresent()
                      && step.endTime().isPresent()) {
                    read.putIfAbsent(
                        step.name(),
                        Duration.between(step.startTime().get(), step.endTime().get()));
                  }
                }
              });
    }
    return read;
  }
}
