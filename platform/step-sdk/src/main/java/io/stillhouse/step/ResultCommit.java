package io.stillhouse.step;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends an attempt in the store, once, whoever else is at it. */
final class ResultCommit {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ArtifactStore store;
  private final StepTask task;
  private final AttemptLayout attempt;
  private final Instant start = Instant.now();
  // Whoever gives the step up writes its result from another thread.
  private volatile @Nullable Instant workStart;
  private volatile @Nullable Instant workEnd;

  ResultCommit(ArtifactStore store, StepTask task) {
    this.store = store;
    this.task = task;
    this.attempt = new AttemptLayout(task.getAttemptPath());
  }

  /** The result that somebody committed already. */
  Optional<StepResult> existing() {
    return ProtoJson.read(store, attempt.result(), StepResult.getDefaultInstance());
  }

  /** The inputs are there: what follows is the step's own work. */
  void workBegins() {
    workStart = Instant.now();
  }

  /** The step's own work is done: what follows is its commit. */
  void workEnds() {
    workEnd = Instant.now();
  }

  /** Commits the outputs and a result that says so. */
  StepExit success(TaskContext context) throws InterruptedException {
    checkWritten(context);
    // Two processes of one attempt must not mix their files, so only one may upload.
    if (!store.create(attempt.commitClaim(), claimant())) {
      return somebodyElses();
    }
    StepResult.Builder result = result().putAllMetrics(context.results());
    for (Map.Entry<String, OutputFolder> output : context.outputs().entrySet()) {
      OutputFolder folder = output.getValue();
      result.putOutputs(
          output.getKey(),
          new ArtifactWriter(store)
              .transfer(
                  folder.directory(),
                  folder.stored(),
                  folder.type(),
                  folder.metadata(),
                  folder.key()));
    }
    return create(result, ExitCode.SUCCESS);
  }

  /** Commits a result that says what went wrong. */
  StepExit failure(StepError error) {
    return create(result().setError(error), Failures.exitCode(error.getErrorClass()));
  }

  private StepExit create(StepResult.Builder builder, ExitCode code) {
    StepResult result = builder.setEndTime(timestamp(Instant.now())).build();
    if (store.create(attempt.result(), ProtoJson.write(result))) {
      return new StepExit(code, result);
    }
    return new StepExit(ExitCode.SUCCESS, existing().orElse(result));
  }

  private StepExit somebodyElses() throws InterruptedException {
    Instant deadline = Instant.now().plus(LONGEST_WAIT);
    while (Instant.now().isBefore(deadline)) {
      Optional<StepResult> result = existing();
      if (result.isPresent()) {
        return new StepExit(ExitCode.SUCCESS, result.get());
      }
      Thread.sleep(PAUSE.toMillis());
    }
    throw new StoreException(
        "another process of attempt "
            + attempt.folder()
            + " began to commit its outputs and did not finish; a new attempt is needed",
        null);
  }

  private void checkWritten(TaskContext context) {
    List<String> empty = new ArrayList<>();
    context
        .outputs()
        .forEach(
            (name, folder) -> {
              if (folder.isEmpty()) {
                empty.add(name);
              }
            });
    if (!empty.isEmpty()) {
      throw new IllegalStateException(
          "component "
              + task.getComponent()
              + " declares the outputs "
              + context.outputs().keySet()
              + " and returned without a file in "
              + empty);
    }
  }

  private StepResult.Builder result() {
    StepResult.Builder result =
        StepResult.newBuilder()
            .setRun(task.getRun())
            .setStep(task.getStep())
            .setAttempt(task.getAttempt())
            .setStartTime(timestamp(start));
    Optional.ofNullable(workStart).ifPresent(time -> result.setWorkStartTime(timestamp(time)));
    Optional.ofNullable(workEnd).ifPresent(time -> result.setWorkEndTime(timestamp(time)));
    return result;
  }

  private static byte[] claimant() {
    return ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
