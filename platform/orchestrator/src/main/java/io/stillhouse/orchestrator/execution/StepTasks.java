package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.model.artifact.ArtifactType;
import io.stillhouse.model.component.ShardRunner;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.records.Definitions;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.orchestrator.run.StepSession;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.StepTask;
import java.util.Map;
import java.util.Optional;

/** Writes what the attempts of a run are asked to do. */
final class StepTasks {
  private final ArtifactStore store;
  private final RunContext run;

  StepTasks(ArtifactStore store, RunContext run) {
    this.store = store;
    this.run = run;
  }

  /** The task of an attempt; the same whenever it is asked for with the same inputs. */
  StepTask task(PlannedStep step, int attempt, Map<String, InputArtifacts> inputs) {
    StepTask.Builder task =
        StepTask.newBuilder()
            .setRun(run.layout().name())
            .setStep(step.name())
            .setAttempt(attempt)
            .setComponent(step.component().name())
            .putAllParameters(Values.toProto(run.sources().forTask(step, store)))
            .putAllStagedSources(run.sources().copies(step, store))
            .putAllInputs(inputs)
            .setStoreUri(store.root().toString())
            .setAttemptPath(layout(step, attempt).folder())
            .setCheckpointPath(run.layout().checkpoints(step.name()))
            .setResources(Definitions.toProto(step.resources()));
    step.component()
        .outputs()
        .forEach((name, output) -> task.putOutputs(name, toProto(output.type())));
    if (step.dataParallel().runner() != ShardRunner.DIRECT) {
      task.setDataParallel(
          Definitions.toProto(step.dataParallel()).toBuilder()
              .setSession(
                  StepSession.of(RunRecords.backend(run.run()))
                      .address()
                      .orElseThrow(
                          () ->
                              new IllegalStateException(
                                  "run " + run.layout().name() + " names no Flink session"))));
    }
    step.timeout().ifPresent(timeout -> task.setTimeout(Times.toProto(timeout)));
    return task.build();
  }

  /** Writes a task unless it is there already. */
  void write(StepTask task) {
    store.create(new AttemptLayout(task.getAttemptPath()).task(), ProtoJson.write(task));
  }

  /** The task that an attempt was given, if there is such an attempt. */
  Optional<StepTask> read(PlannedStep step, int attempt) {
    return ProtoJson.read(store, layout(step, attempt).task(), StepTask.getDefaultInstance());
  }

  AttemptLayout layout(PlannedStep step, int attempt) {
    return run.layout().attempt(step.name(), attempt);
  }

  /** Whether two attempts were asked for the same work. */
  static boolean sameWork(StepTask one, StepTask other) {
    return withoutAttempt(one).equals(withoutAttempt(other));
  }

  private static StepTask withoutAttempt(StepTask task) {
    return task.toBuilder()
        .clearAttempt()
        .clearAttemptPath()
        .clearTimeout()
        .clearDataParallel()
        .build();
  }

  private static io.stillhouse.v1.ArtifactType toProto(ArtifactType type) {
    return switch (type) {
      case DATASET -> io.stillhouse.v1.ArtifactType.DATASET;
      case MODEL -> io.stillhouse.v1.ArtifactType.MODEL;
      case SOFT_LABELS -> io.stillhouse.v1.ArtifactType.SOFT_LABELS;
      case METRICS -> io.stillhouse.v1.ArtifactType.METRICS;
      case REPORT -> io.stillhouse.v1.ArtifactType.REPORT;
    };
  }
}
