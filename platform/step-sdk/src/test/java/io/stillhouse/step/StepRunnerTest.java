package io.stillhouse.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.ErrorClass;
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

  @Test
  void anArtifactThatIsNotWiredIsNamedAndAnOptionalOneIsEmpty() throws Exception {
    StepTask task = task(1).putInputs("dataset", wired(dataset("x"))).build();
    StepExit exit =
        run(
            task,
            context -> {
              assertThat(context.optionalInput("teacher")).isEmpty();
              assertThat(context.inputs("teachers")).isEmpty();
              context.input("teacher");
            });
    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(result(1).getError().getMessage())
        .isEqualTo("input teacher is not wired to an artifact; wired inputs are [dataset]");
  }

  @Test
  void aListInputKeepsTheOrderAndWhatIsKnownOfEachArtifact() throws Exception {
    ArtifactReference dataset = dataset("x");
    StepTask task =
        task(1)
            .putInputs(
                "teachers",
                InputArtifacts.newBuilder()
                    .addArtifacts(input(dataset, "teacher", "wrn"))
                    .addArtifacts(input(dataset, "teacher", "resnet20"))
                    .build())
            .build();
    StepExit exit =
        run(
            task,
            context -> {
              assertThat(context.inputs("teachers"))
                  .extracting(InputArtifact::item)
                  .containsExactly("wrn", "resnet20");
              assertThat(context.inputs("teachers").get(0).type()).isEqualTo(ArtifactType.DATASET);
              assertThat(context.inputs("teachers").get(0).producer()).isEqualTo("teacher");
              context.input("teachers");
            });
    assertThat(exit.result().getError().getMessage())
        .isEqualTo("input teachers takes one artifact and is wired to 2");
  }

  @Test
  void everyDamagedInputIsNamedBeforeTheStepIsRun() throws Exception {
    ArtifactReference dataset = dataset("x");
    StepTask task =
        task(1).putInputs("one", wired(dataset)).putInputs("two", wired(dataset)).build();
    store.delete(dataset.getPath() + "/data.txt");
    StepExit exit = run(task, context -> context.reporter().info("running"));
    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("input one is damaged", "input two is damaged", "file data.txt");
    assertThat(infos(1)).doesNotContain("running");
  }

  @Test
  void aFigureThatIsNotDefinedIsRefused() {
    StepExit exit = run(task(1).build(), context -> context.result("auc", Double.NaN));
    assertThat(exit.result().getError().getMessage()).contains("result auc is NaN; leave out");
  }

  @Test
  void theCauseOfAFailureIsToldInTheEventsToo() {
    StepExit exit =
        run(
            task(1).build(),
            context -> {
              throw new IllegalStateException("wrong shape");
            });
    assertThat(exit.code()).isEqualTo(ExitCode.APPLICATION_ERROR);
    assertThat(infos(1)).containsExactly("IllegalStateException: wrong shape");
  }

  @Test
  void aStepSeesThatItIsToldToStop() {
    StepTask task = task(1).build();
    StepRunner runner = new StepRunner(store, task);
    StepExit exit =
        runner.run(
            context -> {
              assertThat(context.stopRequested()).isFalse();
              runner.requestStop();
              assertThat(context.stopRequested()).isTrue();
              throw new StepStoppedException("stopped at 3");
            });
    assertThat(exit.code()).isEqualTo(ExitCode.STOPPED);
    assertThat(result(1).getError().getErrorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
  }

  @Test
  void anAttemptThatHasAResultIsNotRunAgain() {
    StepTask task = task(1).build();
    StepExit first = run(task, context -> context.result("a", 1));
    StepExit second = run(task, context -> context.result("a", 2));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aResultThatSomebodyCommitsMeanwhileCounts() {
    StepTask task = task(1).build();
    StepExit exit =
        run(
            task,
            context -> {
              run(task, other -> other.result("a", 2));
              context.result("a", 1);
            });
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap()).isEqualTo(Map.of("a", 2.0));
  }

  @Test
  void aStoreThatFailsEndsTheAttemptForAnotherTry() throws Exception {
    StepTask task = task(1).putOutputs("model", ArtifactType.MODEL).build();
    store.replace(task.getAttemptPath() + "/model", new byte[1]); // in the way of the folder
    StepExit exit =
        run(
            task,
            context ->
                Files.writeString(context.output("model").directory().resolve("a"), "content"));
    assertThat(exit.code()).isEqualTo(ExitCode.STOPPED);
    assertThat(result(1).getError().getMessage()).contains("/model", "is an object");
  }

  @Test
  void aTaskThatLacksSomethingIsRefusedWithEverythingItLacks() {
    assertThatThrownBy(() -> new StepRunner(store, StepTask.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("step is empty")
        .hasMessageContaining("attempts are counted from 1")
        .hasMessageContaining("attemptPath: key ''")
        .hasMessageContaining("checkpointPath: key ''");
    StepTask escaping = task(1).putOutputs("../model", ArtifactType.MODEL).build();
    assertThatThrownBy(() -> new StepRunner(store, escaping)).hasMessageContaining("'..'");
  }

  private StepExit run(StepTask task, Step step) {
    return new StepRunner(store, task).run(step);
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
    return InputArtifacts.newBuilder().addArtifacts(input(artifact, "data", "")).build();
  }

  private static io.stillhouse.v1.InputArtifact.Builder input(
      ArtifactReference artifact, String producer, String item) {
    return io.stillhouse.v1.InputArtifact.newBuilder()
        .setArtifact(artifact)
        .setProducer(producer)
        .setItem(item);
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
