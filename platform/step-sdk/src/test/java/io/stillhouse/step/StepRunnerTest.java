package io.stillhouse.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.Resources;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import io.stillhouse.v1.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepRunnerTest {
  private static final RunLayout RUN = new RunLayout("digits", "20260101-000000-abcdef");

  @TempDir Path temporary;
  private ArtifactStore store;

  @BeforeEach
  void openStore() {
    store = ArtifactStores.open(temporary.resolve("store"));
  }

  @Test
  void aStepReadsItsInputsAndItsOutputsAreCommitted() throws Exception {
    StepTask task =
        task(1)
            .putParameters("suffix", Value.newBuilder().setStringValue("!").build())
            .putInputs("dataset", wired(dataset("twelve")))
            .putOutputs("model", ArtifactType.MODEL)
            .setResources(Resources.newBuilder().setCpuMillis(2500))
            .build();

    StepExit exit =
        new StepRunner(store, task)
            .run(
                context -> {
                  InputArtifact dataset = context.input("dataset");
                  String text = Files.readString(dataset.directory().resolve("data.txt"));
                  OutputArtifact model = context.output("model");
                  Files.writeString(
                      model.directory().resolve("model.txt"),
                      text + context.parameters().string("suffix"));
                  model.metadata("threads", "" + context.threads());
                  context.result("validation.accuracy", 0.5);
                  context.reporter().info("done");
                });

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    ArtifactReference model = exit.result().getOutputsOrThrow("model");
    ArtifactReader reader = new ArtifactReader(store);
    assertThat(reader.materialise(model).resolve("model.txt")).hasContent("twelve!");
    assertThat(reader.manifest(model).getMetadataMap()).isEqualTo(Map.of("threads", "2"));
    assertThat(exit.result().getMetricsMap()).containsEntry("validation.accuracy", 0.5);
    assertThat(result(1)).isEqualTo(exit.result());
    assertThat(infos(1)).containsExactly("done");
    assertThat(Files.list(temporary.resolve("store"))).hasSize(1);
  }

  private StepTask.Builder task(int attempt) {
    return StepTask.newBuilder()
        .setRun(RUN.name())
        .setStep("train")
        .setAttempt(attempt)
        .setComponent("teacher-pretraining")
        .setStoreUri(store.root().toString())
        .setAttemptPath(RUN.attempt("train", attempt).folder())
        .setCheckpointPath(RUN.checkpoints("train"));
  }

  private ArtifactReference dataset(String content) throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("dataset"));
    Files.writeString(folder.resolve("data.txt"), content);
    return new ArtifactWriter(store)
        .commit(folder, ArtifactType.DATASET, Map.of(), RUN.attempt("data", 1).output("dataset"));
  }

  private static InputArtifacts wired(ArtifactReference artifact) {
    return InputArtifacts.newBuilder()
        .addArtifacts(
            io.stillhouse.v1.InputArtifact.newBuilder().setArtifact(artifact).setProducer("data"))
        .build();
  }

  private StepResult result(int attempt) {
    return ProtoJson.read(
            store, RUN.attempt("train", attempt).result(), StepResult.getDefaultInstance())
        .orElseThrow();
  }

  private List<String> infos(int attempt) {
    return store.list(RUN.attempt("train", attempt).events()).stream()
        .map(
            object ->
                ProtoJson.read(store, object.key(), StepEventChunk.getDefaultInstance())
                    .orElseThrow())
        .flatMap(chunk -> chunk.getEventsList().stream())
        .filter(event -> event.hasLog())
        .map(event -> event.getLog().getMessage())
        .toList();
  }
}
