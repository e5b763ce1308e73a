package io.stillhouse.stepbeam;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.Progress;
import io.stillhouse.v1.Resources;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.StepTask;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One attempt of a step of three cores in a store, as a launcher would start it. */
final class Attempt {
  static final int CORES = 3;
  private static final RunLayout RUN = new RunLayout("tests", "20260101-000000-abcdef");
  private static final String STEP = "tested";

  private final ArtifactStore store;
  private final Map<String, ArtifactType> outputs = new HashMap<>();

  Attempt(Path directory) {
    store = ArtifactStores.open(directory);
  }

  /** Makes it an attempt of a step with one output more. */
  Attempt output(String name) {
    outputs.put(name, ArtifactType.DATASET);
    return this;
  }

  /** Runs code as the step. */
  StepExit run(Step step) {
    return run(step, runner -> {});
  }

  /** Runs code as the step; {@code before} gets the runner before it starts. */
  StepExit run(Step step, Consumer<StepRunner> before) {
    StepTask task =
        StepTask.newBuilder()
            .setRun(RUN.name())
            .setStep(STEP)
            .setAttempt(1)
            .setComponent("tested")
            .setStoreUri(store.root().toString())
            .setAttemptPath(RUN.attempt(STEP, 1).folder())
            .setCheckpointPath(RUN.checkpoints(STEP))
            .putAllOutputs(outputs)
            .setResources(Resources.newBuilder().setCpuMillis(1000L * CORES))
            .build();
    StepRunner runner = new StepRunner(store, task);
    before.accept(runner);
    return runner.run(step);
  }

  /** What the attempt told last of how far it is. */
  Progress lastProgress() {
    List<Progress> told =
        store.list(RUN.attempt(STEP, 1).folder() + "/events/").stream()
            .flatMap(
                chunk ->
                    ProtoJson.read(store, chunk.key(), StepEventChunk.getDefaultInstance())
                        .orElseThrow()
                        .getEventsList()
                        .stream())
            .filter(StepEvent::hasProgress)
            .map(StepEvent::getProgress)
            .toList();
    return told.get(told.size() - 1);
  }
}
