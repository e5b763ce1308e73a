package io.stillhouse.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.StepResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The spans of attempts and of their phases: queue, pull, download, compute, upload. */
final class AttemptTrace {
  private static final AttributeKey<String> STEP = AttributeKey.stringKey("stillhouse.step");
  private static final AttributeKey<String> COMPONENT =
      AttributeKey.stringKey("stillhouse.component");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("stillhouse.attempt");

  /** Semantic conventions: with what a process ended. */
  private static final AttributeKey<Long> EXIT_CODE = AttributeKey.longKey("process.exit.code");

  private static final Logger LOG = LoggerFactory.getLogger(AttemptTrace.class);

  private final Spans spans;
  private final ArtifactStore store;

  AttemptTrace(Spans spans, ArtifactStore store) {
    this.spans = spans;
    this.store = store;
  }

  private record Phase(String name, Instant start, Instant end) {}

  /** What every span within a step says. */
  static Attributes about(PlannedStep step) {
    return Attributes.of(STEP, step.name(), COMPONENT, step.component().name());
  }

  /** When its launcher was asked for an attempt, as far as that is known. */
  static Instant asked(Attempt attempt) {
    return Times.fromProto(
        attempt.hasLaunchTime() ? attempt.getLaunchTime() : attempt.getStartTime());
  }

  /**
   * Tells of an attempt that has ended.
   *
   * @param since when the step was ready for it: the attempt before had ended, or none was needed
   */
  void tell(Context inside, RunLayout run, PlannedStep step, Attempt attempt, Instant since) {
    Attributes about = about(step).toBuilder().put(ATTEMPT, (long) attempt.getNumber()).build();
    Optional<StepResult> told = result(run, step, attempt);
    List<Phase> phases = phases(attempt, told, since);
    Instant start = phases.get(0).start();
    String part = step.name() + "/" + attempt.getNumber();
    Span span = spans.begin(inside, part, "attempt", start, about);
    if (attempt.hasExitCode()) {
      span.setAttribute(EXIT_CODE, (long) attempt.getExitCode());
    }
    Context insideAttempt = Context.root().with(span);
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      Span child =
          spans.begin(insideAttempt, part + "/" + phase.name(), phase.name(), phase.start(), about);
      // A step that could tell failed in the last phase that it began.
      if (attempt.hasError() && told.isPresent() && i == phases.size() - 1) {
        Spans.fail(child, attempt.getError());
      }
      Spans.end(child, phase.start(), phase.end());
    }
    if (attempt.hasError()) {
      Spans.fail(span, attempt.getError());
    }
    Spans.end(span, start, Times.fromProto(attempt.getEndTime()));
  }

  /** What went on one after the other. A process that was killed left no word of its work. */
  private static List<Phase> phases(Attempt attempt, Optional<StepResult> told, Instant since) {
    Instant asked = asked(attempt);
    List<Phase> phases = new ArrayList<>();
    phases.add(new Phase("queue", since.isBefore(asked) ? since : asked, asked));
    if (told.isEmpty()) {
      phases.add(new Phase("pull", asked, Times.fromProto(attempt.getStartTime())));
      return phases;
    }
    StepResult result = told.get();
    Instant start = Times.fromProto(result.getStartTime());
    Instant done = Times.fromProto(result.getEndTime());
    Instant working = result.hasWorkStartTime() ? Times.fromProto(result.getWorkStartTime()) : done;
    Instant committing = result.hasWorkEndTime() ? Times.fromProto(result.getWorkEndTime()) : done;
    phases.add(new Phase("pull", asked, start));
    phases.add(new Phase("download", start, working));
    if (result.hasWorkStartTime()) {
      phases.add(new Phase("compute", working, committing));
    }
    if (result.hasWorkEndTime()) {
      phases.add(new Phase("upload", committing, done));
    }
    return phases;
  }

  private Optional<StepResult> result(RunLayout run, PlannedStep step, Attempt attempt) {
    try {
      return ProtoJson.read(
              store,
              run.attempt(step.name(), attempt.getNumber()).result(),
              StepResult.getDefaultInstance())
          .filter(StepResult::hasStartTime);
    } catch (StoreException e) {
      LOG.warn("the trace of step {} lacks phases: {}", step.name(), e.getMessage());
      return Optional.empty();
    }
  }
}
