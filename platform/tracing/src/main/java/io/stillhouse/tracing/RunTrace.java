package io.stillhouse.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.observation.RunObserver;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The trace of one run. A step's spans are exported when it ends, so that a run that takes days can
 * be looked at meanwhile, and the run's own when it ends.
 */
final class RunTrace implements RunObserver {
  // Semantic conventions of continuous integration, which know pipelines, runs and tasks.
  private static final AttributeKey<String> PIPELINE = AttributeKey.stringKey("cicd.pipeline.name");
  private static final AttributeKey<String> RUN_ID = AttributeKey.stringKey("cicd.pipeline.run.id");
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("cicd.pipeline.result");
  private static final AttributeKey<String> TASK =
      AttributeKey.stringKey("cicd.pipeline.task.name");
  private static final AttributeKey<String> TASK_RESULT =
      AttributeKey.stringKey("cicd.pipeline.task.run.result");

  private static final AttributeKey<String> EXPERIMENT =
      AttributeKey.stringKey("stillhouse.experiment");
  private static final AttributeKey<Boolean> CACHED = AttributeKey.booleanKey("stillhouse.cached");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("stillhouse.reason");

  private final Spans spans;
  private final TraceExport export;
  private final Run run;
  private final Instant created;
  private final Instant observedSince = Instant.now();
  private final Span whole;
  private final AttemptTrace attempts;
  private final Map<String, PlannedStep> plan = new HashMap<>();

  RunTrace(Spans spans, TraceExport export, ArtifactStore store, Run run) {
    this.spans = spans;
    this.export = export;
    this.run = run;
    this.created = Times.fromProto(run.getCreateTime());
    this.attempts = new AttemptTrace(spans, store);
    RunLayout layout = RunLayout.ofName(run.getName());
    this.whole =
        spans.begin(
            Context.root(),
            "",
            "run " + layout.pipeline(),
            created,
            Attributes.of(
                PIPELINE, layout.pipeline(),
                RUN_ID, layout.runId(),
                EXPERIMENT, run.getExperiment()));
  }

  @Override
  public void runStarted(RunLayout layout, Plan planned) {
    planned.steps().forEach(step -> plan.put(step.name(), step));
  }

  @Override
  public void stepEnded(StepOutcome outcome) {
    PlannedStep step = plan.get(outcome.getStep());
    Instant end = Times.fromProto(outcome.getEndTime());
    // Whoever executed the run before has told of what had ended then.
    if (step == null || !outcome.hasEndTime() || end.isBefore(observedSince)) {
      return;
    }
    Instant ready = outcome.hasReadyTime() ? Times.fromProto(outcome.getReadyTime()) : end;
    Instant start = firstOf(ready, outcome.getAttemptsList());
    Span span =
        spans.begin(
            Context.root().with(whole),
            step.name(),
            "step " + step.stepDefinitionName(),
            start,
            AttemptTrace.about(step).toBuilder()
                .put(TASK, step.stepDefinitionName())
                .put(TASK_RESULT, result(outcome.getState()))
                .put(CACHED, outcome.getCached())
                .put(REASON, outcome.getReason())
                .build());
    Context inside = Context.root().with(span);
    Instant since = ready;
    for (Attempt attempt : outcome.getAttemptsList()) {
      attempts.tell(inside, RunLayout.ofName(run.getName()), step, attempt, since);
      since = Times.fromProto(attempt.getEndTime());
    }
    if (outcome.getState() == State.FAILED) {
      Spans.fail(span, outcome.getResult().getError());
    }
    Spans.end(span, start, end);
  }

  @Override
  public void runEnded(RunOutcome outcome) {
    whole.setAttribute(RESULT, result(outcome.getState()));
    if (outcome.getState() == State.FAILED) {
      whole.setStatus(
          StatusCode.ERROR,
          outcome.getStepsList().stream()
              .filter(step -> step.getState() == State.FAILED)
              .map(StepOutcome::getStep)
              .collect(Collectors.joining(", ", "failed: ", "")));
    }
    Spans.end(whole, created, Times.fromProto(outcome.getEndTime()));
  }

  /** Exports what waits. A run that goes on elsewhere has told of its steps, not of itself. */
  @Override
  public void close() {
    export.close();
  }

  /** An attempt that was adopted began before this process found its step ready. */
  private static Instant firstOf(Instant ready, List<Attempt> attempts) {
    return attempts.stream()
        .map(AttemptTrace::asked)
        .filter(time -> time.isBefore(ready))
        .min(Comparator.naturalOrder())
        .orElse(ready);
  }

  private static String result(State state) {
    return switch (state) {
      case SUCCEEDED -> "success";
      case FAILED -> "failure";
      case CANCELED -> "cancellation";
      case SKIPPED -> "skip";
      default -> "error";
    };
  }
}
