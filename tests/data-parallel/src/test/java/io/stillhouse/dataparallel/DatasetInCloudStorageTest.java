package io.stillhouse.dataparallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.platforms.FakeGcsServer;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.DataParallel;
import io.stillhouse.v1.Resources;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import io.stillhouse.v1.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The step and its workers have nothing in common but an object storage. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DatasetInCloudStorageTest {
  private static final Checkout CHECKOUT = Checkout.ofThisBuild();
  private static final RunLayout RUN = new RunLayout("tests", "20260101-000000-abcdef");

  @TempDir Path folder;

  @Test
  void workersFetchSourceAndProgramAndLeaveTheirShardsThere() throws Exception {
    try (FakeGcsServer server = FakeGcsServer.start()) {
      Map<String, String> environment =
          Map.of(
              "STORAGE_EMULATOR_HOST",
              server.address().toString(),
              "STILLHOUSE_CACHE_DIR",
              Files.createDirectories(folder.resolve("cache")).toString());
      String location = "gs://" + FakeGcsServer.BUCKET + "/runs";
      try (ArtifactStore store = ArtifactStores.open(URI.create(location), environment);
          FlinkSession session =
              FlinkSession.start(
                  folder.resolve("session"),
                  CHECKOUT.sessionClassPath(),
                  Map.of(),
                  environment,
                  2)) {
        ArtifactReference source = stage(store);
        StepTask direct = task(store, source, "direct").build();
        StepTask flink =
            task(store, source, "flink")
                .setDataParallel(
                    DataParallel.newBuilder().setRunner("flink").setSession(session.master()))
                .build();

        String expected = run(store, direct, environment);
        String found = run(store, flink, environment);

        assertThat(found).isEqualTo(expected);
        assertThat(store.list(RUN.attempt("flink", 1).work())).isEmpty();
        assertThat(store.list("_programs")).isNotEmpty();
      }
    }
  }

  private static ArtifactReference stage(ArtifactStore store) {
    TreeMap<String, Path> files = new TreeMap<>();
    for (String name :
        new String[] {
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz",
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz"
        }) {
      files.put("mnist10k/" + name, CHECKOUT.digits().resolve(name));
    }
    return new ArtifactWriter(store)
        .commit(files, ArtifactType.DATASET, Map.of(), "_sources/" + "0".repeat(64));
  }

  private static StepTask.Builder task(ArtifactStore store, ArtifactReference source, String step) {
    String place = store.uri(source.getPath() + "/mnist10k").toString();
    return StepTask.newBuilder()
        .setRun(RUN.name())
        .setStep(step)
        .setAttempt(1)
        .setComponent("dataset-prep")
        .setStoreUri(store.root().toString())
        .setAttemptPath(RUN.attempt(step, 1).folder())
        .setCheckpointPath(RUN.checkpoints(step))
        .setResources(Resources.newBuilder().setCpuMillis(1000))
        .putOutputs("dataset", ArtifactType.DATASET)
        .putStagedSources(place, source)
        .putParameters("source", text(place))
        .putParameters("format", text("idx"))
        .putParameters("name", text("digits"))
        .putParameters("seed", Value.newBuilder().setIntegerValue(1).build())
        .putParameters("shardSize", Value.newBuilder().setIntegerValue(500).build())
        .putParameters("testFraction", Value.newBuilder().setNumberValue(0).build())
        .putParameters("validationFraction", Value.newBuilder().setNumberValue(0.1).build())
        .putParameters("quarantineFraction", Value.newBuilder().setNumberValue(0).build());
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  /** Runs the step as a container would, and returns the digest of the verified dataset. */
  private String run(ArtifactStore store, StepTask task, Map<String, String> environment)
      throws IOException, InterruptedException {
    String key = RUN.attempt(task.getStep(), 1).task();
    store.create(key, ProtoJson.write(task));
    Path log = folder.resolve(task.getStep() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                CHECKOUT.stepClassPath("dataset-prep"),
                "io.stillhouse.steps.datasetprep.DatasetPrep")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("STILLHOUSE_TASK", store.uri(key).toString());
    int exit = builder.start().waitFor();
    assertThat(exit).as(() -> read(log)).isZero();
    StepResult result =
        ProtoJson.read(
                store, RUN.attempt(task.getStep(), 1).result(), StepResult.getDefaultInstance())
            .orElseThrow();
    ArtifactReference dataset = result.getOutputsOrThrow("dataset");
    new ArtifactReader(store).materialise(dataset);
    return dataset.getDigest();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
