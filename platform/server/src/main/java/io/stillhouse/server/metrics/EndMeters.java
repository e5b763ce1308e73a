package io.stillhouse.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stillhouse.runstore.view.AttemptSummary;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.ended.EndListener;
import io.stillhouse.v1.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Counts and times what has ended. */
final class EndMeters implements EndListener {
  // From a step that finds nothing to do to one that trains for days.
  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(4),
    Duration.ofHours(12),
    Duration.ofHours(48)
  };

  private final MeterRegistry registry;
  private final LabelValues pipelines;
  private final LabelValues components;

  EndMeters(MeterRegistry registry, LabelValues pipelines, LabelValues components) {
    this.registry = registry;
    this.pipelines = pipelines;
    this.components = components;
  }

  @Override
  public void runEnded(RunDetails run) {
    Instant end = run.summary().endTime().orElseThrow();
    Timer.builder("stillhouse.run.duration")
        .description("From a run's creation to its end.")
        .tag("pipeline", pipelines.of(run.summary().run().pipeline()))
        .tag("outcome", name(run.summary().state()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(atLeastNothing(run.summary().createTime(), end));
  }

  @Override
  public void stepEnded(RunDetails run, StepSummary step) {
    String component = components.of(step.component());
    Counter.builder("stillhouse.steps.ended")
        .description("Steps that have ended.")
        .tag("component", component)
        .tag("outcome", name(step.state()))
        .register(registry)
        .increment();
    boolean computed = !step.cached() && !step.cacheKey().isEmpty() && !step.attempts().isEmpty();
    if (step.cached() || computed) {
      Counter.builder("stillhouse.cache.requests")
          .description("Steps that the cache may serve: those it served, and those computed.")
          .tag("component", component)
          .tag("result", step.cached() ? "hit" : "miss")
          .register(registry)
          .increment();
    }
  }

  @Override
  public void attemptEnded(
      RunDetails run, StepSummary step, AttemptSummary attempt, Optional<Instant> readySince) {
    String component = components.of(step.component());
    Counter.builder("stillhouse.step.attempts")
        .description("Attempts that have ended, by the class of their error.")
        .tag("component", component)
        .tag("error", attempt.error().map(error -> name(error.getErrorClass())).orElse("none"))
        .register(registry)
        .increment();
    phase(component, "queue", readySince, attempt.startTime());
    phase(component, "pull", attempt.startTime(), attempt.workStartTime());
    phase(component, "run", attempt.workStartTime(), attempt.workEndTime().or(attempt::endTime));
    phase(component, "end", attempt.workEndTime(), attempt.endTime());
  }

  private void phase(
      String component, String phase, Optional<Instant> from, Optional<Instant> until) {
    if (from.isPresent() && until.isPresent()) {
      Timer.builder("stillhouse.step.phase")
          .description("How long each phase of an attempt took.")
          .tag("component", component)
          .tag("phase", phase)
          .serviceLevelObjectives(BUCKETS)
          .register(registry)
          .record(atLeastNothing(from.get(), until.get()));
    }
  }

  /** Clocks of two machines may disagree a little. */
  private static Duration atLeastNothing(Instant from, Instant until) {
    return until.isBefore(from) ? Duration.ZERO : Duration.between(from, until);
  }

  static String name(State state) {
    return state == State.UNRECOGNIZED ? "unknown" : lower(state);
  }

  private static String name(io.stillhouse.v1.ErrorClass errorClass) {
    return errorClass == io.stillhouse.v1.ErrorClass.ERROR_CLASS_UNSPECIFIED
        ? "unknown"
        : lower(errorClass);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
