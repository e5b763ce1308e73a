package io.stillhouse.cli.runs;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.CacheEntry;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.RunStep;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a run into a store as the orchestrator and the steps leave it there. */
public final class RunFixture {
  private static final Instant CREATED = Instant.parse("2026-01-31T11:00:00Z");

  private final ArtifactStore store;
  private final RunLayout layout;
  private final Run.Builder run;
  private final List<StepOutcome> steps = new ArrayList<>();

  public RunFixture(ArtifactStore store, String pipeline, String id) {
    this.store = store;
    this.layout = new RunLayout(pipeline, id);
    this.run =
        Run.newBuilder()
            .setName(layout.name())
            .setExperiment(pipeline)
            .setCreateTime(timestamp(CREATED));
  }

  public RunFixture experiment(String experiment) {
    run.setExperiment(experiment);
    return this;
  }

  public RunFixture createdAt(Instant time) {
    run.setCreateTime(
        Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()));
    return this;
  }

  public RunFixture label(String name, String value) {
    run.putLabels(name, value);
    return this;
  }

  public RunFixture parameter(String name, long value) {
    run.putParameters(name, Value.newBuilder().setIntegerValue(value).build());
    return this;
  }

  public RunFixture definition(String text) {
    store.replace(layout.definition(), text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A step that ran 10 seconds and measured something. */
  public RunFixture succeeded(String step, Map<String, Double> metrics) {
    return succeeded(step, metrics, "", Map.of(), Map.of());
  }

  /**
   * A step that ran 10 seconds, whose cache key was made of these parts, and that wrote these
   * artifacts.
   */
  public RunFixture succeeded(
      String step,
      Map<String, Double> metrics,
      String cacheKey,
      Map<String, String> keyParts,
      Map<String, ArtifactReference> outputs) {
    if (!cacheKey.isEmpty()) {
      CacheEntry entry =
          CacheEntry.newBuilder()
              .setKey(cacheKey)
              .setRun(layout.name())
              .setStep(step)
              .setAttempt(1)
              .putAllKeyParts(keyParts)
              .build();
      store.replace(RunLayout.cacheEntry(cacheKey), ProtoJson.write(entry));
    }
    StepResult result =
        StepResult.newBuilder()
            .setRun(layout.name())
            .setStep(step)
            .setAttempt(1)
            .putAllMetrics(metrics)
            .putAllOutputs(outputs)
            .build();
    return ended(
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.SUCCEEDED)
            .setCacheKey(cacheKey)
            .setReason("no earlier run has a result of this step")
            .addAttempts(attempt(1))
            .setResult(result));
  }

  public RunFixture cached(String step, String from) {
    return ended(
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.SUCCEEDED)
            .setCached(true)
            .setCachedFrom(from)
            .setReason("same key as in " + from));
  }

  /** A step that failed twice. */
  public RunFixture failed(String step, ErrorClass errorClass, String message, String detail) {
    log(step, 1, message + "\n").log(step, 2, message + "\n");
    StepError error =
        StepError.newBuilder()
            .setErrorClass(errorClass)
            .setMessage(message)
            .setDetail(detail)
            .build();
    return ended(
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.FAILED)
            .addAttempts(attempt(1).setError(error))
            .addAttempts(attempt(2).setError(error)));
  }

  public RunFixture skipped(String step, String reason) {
    return ended(StepOutcome.newBuilder().setStep(step).setState(State.SKIPPED).setReason(reason));
  }

  public RunFixture log(String step, int attempt, String text) {
    store.replace(layout.attempt(step, attempt).log(), text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** An artifact that a step wrote. */
  public ArtifactReference artifact(
      String step, String output, ArtifactType type, Map<String, String> files) throws IOException {
    Path folder = Files.createTempDirectory("artifact");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return new ArtifactWriter(store)
        .commit(folder, type, Map.of(), layout.attempt(step, 1).output(output));
  }

  /** Leaves the run as one that has not ended. */
  public RunLayout running() {
    store.create(layout.runRecord(), ProtoJson.write(run));
    return layout;
  }

  /** Leaves the run as one that ended after a minute. */
  public RunLayout ended(State state) {
    RunOutcome outcome =
        RunOutcome.newBuilder()
            .setRun(layout.name())
            .setState(state)
            .addAllSteps(steps)
            .setStartTime(timestamp(CREATED))
            .setEndTime(timestamp(CREATED.plusSeconds(60)))
            .build();
    store.replace(layout.outcome(), ProtoJson.write(outcome));
    return running();
  }

  private RunFixture ended(StepOutcome.Builder outcome) {
    StepOutcome step = outcome.setEndTime(timestamp(CREATED.plusSeconds(10))).build();
    steps.add(step);
    run.addSteps(RunStep.newBuilder().setName(step.getStep()).setStepDefinition(step.getStep()));
    store.replace(layout.stepOutcome(step.getStep()), ProtoJson.write(step));
    return this;
  }

  private static Attempt.Builder attempt(int number) {
    return Attempt.newBuilder()
        .setNumber(number)
        .setStartTime(timestamp(CREATED))
        .setEndTime(timestamp(CREATED.plusSeconds(10)));
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
  }
}
