package io.stillhouse.steps.evaluation;

import ai.djl.ndarray.NDManager;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.SplitInfo;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.modelfile.CurvePoint;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.Resources;
import io.stillhouse.v1.StepTask;
import io.stillhouse.v1.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A store with a tiny dataset and untrained models, and a task that evaluates them. */
final class SmallRun {
  static final int IMAGES = 60;
  private static final int SIDE = 12;
  private static final RunLayout RUN = new RunLayout("small", "20260101-000000-abcdef");

  private final Path temporary;
  private final ArtifactStore store;
  private final Task task;
  private final List<String> classes;
  private final StepTask.Builder builder;
  private List<String> modelClasses;
  private int artifacts;

  SmallRun(Path temporary, Task task, List<String> classes) throws IOException {
    this.temporary = temporary;
    this.task = task;
    this.classes = classes;
    modelClasses = classes;
    store = ArtifactStores.open(temporary.resolve("store"));
    builder =
        StepTask.newBuilder()
            .setRun(RUN.name())
            .setStep("evaluate")
            .setAttempt(1)
            .setComponent("evaluation")
            .setStoreUri(store.root().toString())
            .setAttemptPath(RUN.attempt("evaluate", 1).folder())
            .setCheckpointPath(RUN.checkpoints("evaluate"))
            .setResources(Resources.newBuilder().setCpuMillis(2000))
            .putOutputs("metrics", ArtifactType.METRICS)
            .putOutputs("report", ArtifactType.REPORT)
            .putParameters("split", Value.newBuilder().setStringValue("test").build())
            .putParameters("latencyPasses", integer(10))
            .putParameters("exampleImages", integer(3))
            .putParameters("resamples", integer(100))
            .putParameters("seed", integer(1));
    wire("dataset", "dataset", "", ArtifactType.DATASET, dataset());
  }

  ArtifactStore store() {
    return store;
  }

  StepTask.Builder task() {
    return builder;
  }

  StepExit run() {
    return new StepRunner(store, builder.build()).run(new EvaluationStep());
  }

  /** Models wired from now on know other classes than the dataset's. */
  SmallRun trainedFor(List<String> otherClasses) {
    modelClasses = otherClasses;
    return this;
  }

  /** Wires a model with fresh weights; branches make it a branched one. */
  SmallRun model(String input, String producer, String item, long seed, String... branches)
      throws IOException {
    Path folder = folder();
    boolean plain = branches.length == 1;
    @Nullable List<String> branchList = plain ? null : List.of(branches);
    ModelDescription description = description(branches[0], branchList, 0, 0);
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, seed)) {
      ModelFolder.write(
          folder,
          description(branches[0], branchList, network.parameterCount(), network.macs()),
          network,
          new TrainingHistory(
              Map.of("train/loss", List.of(new CurvePoint(0, 1.1), new CurvePoint(10, 0.9)))));
    }
    wire(input, producer, item, ArtifactType.MODEL, folder);
    return this;
  }

  private ModelDescription description(
      String architecture, @Nullable List<String> branches, long parameters, long macs) {
    return new ModelDescription(
        architecture,
        task,
        modelClasses,
        SIDE,
        SIDE,
        1,
        List.of(0.5),
        List.of(0.25),
        branches,
        branches == null ? null : Integer.valueOf(1),
        1,
        parameters,
        macs);
  }

  private Path dataset() throws IOException {
    Path folder = folder();
    Random random = new Random(1);
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    random.nextBytes(pixels);
    long[] ids = new long[IMAGES];
    long[] labels = new long[IMAGES];
    byte[] vectors = new byte[IMAGES * classes.size()];
    for (int i = 0; i < IMAGES; i++) {
      ids[i] = 1000 + i;
      labels[i] = i % classes.size();
      vectors[i * classes.size() + (int) labels[i]] = 1;
    }
    TensorFileWriter shard =
        new TensorFileWriter().addBytes("images", pixels, IMAGES, SIDE, SIDE, 1);
    shard.addLongs("ids", ids, IMAGES);
    if (task == Task.MULTICLASS) {
      shard.addLongs("labels", labels, IMAGES);
    } else {
      shard.addBytes("labels", vectors, IMAGES, classes.size());
    }
    shard.write(folder.resolve("test-00000.safetensors"));
    SplitInfo test =
        new SplitInfo(
            IMAGES,
            Collections.nCopies(classes.size(), IMAGES / classes.size()),
            List.of(new ShardInfo("test-00000.safetensors", IMAGES)));
    DatasetJson.write(
        new DatasetInfo(
            "tiny",
            task,
            classes,
            SIDE,
            SIDE,
            1,
            Map.of("test", test),
            List.of(0.5),
            List.of(0.25)),
        folder);
    return folder;
  }

  private void wire(String input, String producer, String item, ArtifactType type, Path folder) {
    ArtifactReference artifact =
        new ArtifactWriter(store)
            .commit(folder, type, Map.of(), RUN.attempt("step-" + artifacts, 1).output("output"));
    List<InputArtifact> wired = new ArrayList<>();
    if (builder.containsInputs(input)) {
      wired.addAll(builder.getInputsOrThrow(input).getArtifactsList());
    }
    wired.add(
        InputArtifact.newBuilder()
            .setArtifact(artifact)
            .setProducer(producer)
            .setItem(item)
            .build());
    builder.putInputs(input, InputArtifacts.newBuilder().addAllArtifacts(wired).build());
  }

  private Path folder() throws IOException {
    return Files.createDirectories(temporary.resolve("made-" + ++artifacts));
  }

  static Value integer(long value) {
    return Value.newBuilder().setIntegerValue(value).build();
  }
}
