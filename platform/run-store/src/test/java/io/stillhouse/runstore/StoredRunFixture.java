package io.stillhouse.runstore;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.MetricPoint;
import io.stillhouse.v1.Progress;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.RunStep;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import io.stillhouse.v1.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the records of a run as the orchestrator and its steps leave them. */
final class StoredRunFixture {
  static final Instant CREATED = Instant.parse("2026-01-31T11:00:00Z");

  private final ArtifactStore store;
  private final RunLayout layout;
  private final Run.Builder run;
  private final List<StepOutcome> outcomes = new ArrayList<>();

  StoredRunFixture(ArtifactStore store, String pipeline, String id) {
    this.store = store;
    this.layout = new RunLayout(pipeline, id);
    this.run =
        Run.newBuilder()
            .setName(layout.name())
            .setExperiment(pipeline)
            .setCreateTime(timestamp(CREATED));
  }

  RunLayout layout() {
    return layout;
  }

  StoredRunFixture createdAt(Instant time) {
    run.setCreateTime(timestamp(time));
    return this;
  }

  StoredRunFixture experiment(String experiment) {
    run.setExperiment(experiment);
    return this;
  }

  StoredRunFixture label(String name, String value) {
    run.putLabels(name, value);
    return this;
  }

  StoredRunFixture parameter(String name, long value) {
    run.putParameters(name, Value.newBuilder().setIntegerValue(value).build());
    return this;
  }

  StoredRunFixture parameter(String name, String value) {
    run.putParameters(name, Value.newBuilder().setStringValue(value).build());
    return this;
  }

  /** Adds a step to the plan. */
  StoredRunFixture planned(String step, String... upstream) {
    run.addSteps(
        RunStep.newBuilder()
            .setName(step)
            .setStepDefinition(step)
            .setComponent("component-of-" + step)
            .addAllUpstream(List.of(upstream)));
    return this;
  }

  StoredRunFixture succeeded(String step, Map<String, Double> metrics) {
    return ended(
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.SUCCEEDED)
            .addAttempts(attempt(1))
            .setResult(result(step, 1).putAllMetrics(metrics)));
  }

  /** A step that wrote an artifact from others. */
  StoredRunFixture made(String step, String output, RunLayout inputRun, String... inputs) {
    StepTask.Builder task = StepTask.newBuilder().setRun(layout.name()).setStep(step).setAttempt(1);
    InputArtifacts.Builder artifacts = InputArtifacts.newBuilder();
    for (String path : inputs) {
      artifacts.addArtifacts(
          InputArtifact.newBuilder()
              .setArtifact(artifact(inputRun.folder() + "/" + path))
              .setProducer("producer"));
    }
    if (inputs.length > 0) {
      task.putInputs("inputs", artifacts.build());
    }
    store.replace(layout.attempt(step, 1).task(), ProtoJson.write(task));
    return ended(
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.SUCCEEDED)
            .addAttempts(attempt(1))
            .setResult(
                result(step, 1)
                    .putOutputs(output, artifact(layout.attempt(step, 1).output(output)))));
  }

  /** A step that the cache served. */
  StoredRunFixture cached(String step, String output, RunLayout from) {
    return ended(
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.SUCCEEDED)
            .setCached(true)
            .setCachedFrom(from.name())
            .setResult(
                StepResult.newBuilder()
                    .setRun(from.name())
                    .setStep(step)
                    .setAttempt(1)
                    .putOutputs(output, artifact(from.attempt(step, 1).output(output)))));
  }

  static ArtifactReference artifact(String path) {
    return ArtifactReference.newBuilder()
        .setType(ArtifactType.MODEL)
        .setPath(path)
        .setDigest("ab".repeat(32))
        .build();
  }

  StoredRunFixture failed(String step, ErrorClass errorClass, String message) {
    StepError error = StepError.newBuilder().setErrorClass(errorClass).setMessage(message).build();
    return ended(
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.FAILED)
            .addAttempts(attempt(1).setError(error))
            .setResult(result(step, 1).setError(error)));
  }

  private StepResult.Builder result(String step, int attempt) {
    return StepResult.newBuilder().setRun(layout.name()).setStep(step).setAttempt(attempt);
  }

  private static Attempt.Builder attempt(int number) {
    return Attempt.newBuilder()
        .setNumber(number)
        .setStartTime(timestamp(CREATED))
        .setEndTime(timestamp(CREATED.plusSeconds(10)));
  }

  private StoredRunFixture ended(StepOutcome.Builder outcome) {
    StepOutcome step = outcome.setEndTime(timestamp(CREATED.plusSeconds(10))).build();
    if (run.getStepsList().stream().noneMatch(each -> each.getName().equals(step.getStep()))) {
      planned(step.getStep());
    }
    outcomes.add(step);
    store.replace(layout.stepOutcome(step.getStep()), ProtoJson.write(step));
    return this;
  }

  /** A chunk of points {@code first, first + 1, ...} of a curve. */
  StoredRunFixture points(
      String step, int attempt, long chunk, String curve, long first, double... values) {
    StepEventChunk.Builder events = StepEventChunk.newBuilder();
    for (int i = 0; i < values.length; i++) {
      events.addEvents(
          StepEvent.newBuilder()
              .setTime(timestamp(CREATED.plusSeconds(first + i)))
              .setMetric(
                  MetricPoint.newBuilder().setName(curve).setStep(first + i).setValue(values[i])));
    }
    return chunk(step, attempt, chunk, events);
  }

  StoredRunFixture progress(String step, int attempt, long chunk, long done, long total) {
    return chunk(
        step,
        attempt,
        chunk,
        StepEventChunk.newBuilder()
            .addEvents(
                StepEvent.newBuilder()
                    .setTime(timestamp(CREATED.plusSeconds(done)))
                    .setProgress(
                        Progress.newBuilder()
                            .setStage("epoch")
                            .setDone(done)
                            .setTotal(total)
                            .setUnit("steps"))));
  }

  private StoredRunFixture chunk(
      String step, int attempt, long chunk, StepEventChunk.Builder events) {
    store.replace(layout.attempt(step, attempt).eventChunk(chunk), ProtoJson.write(events));
    return this;
  }

  /** Leaves the run as one that has not ended. */
  RunLayout running() {
    store.replace(layout.runRecord(), ProtoJson.write(run));
    return layout;
  }

  /** Leaves the run as one that ended after a minute. */
  RunLayout ended(State state) {
    store.replace(
        layout.outcome(),
        ProtoJson.write(
            RunOutcome.newBuilder()
                .setRun(layout.name())
                .setState(state)
                .addAllSteps(outcomes)
                .setStartTime(timestamp(CREATED))
                .setEndTime(timestamp(CREATED.plusSeconds(60)))));
    return running();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
