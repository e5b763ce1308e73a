package io.stillhouse.steptraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTrainingTest {
  private static final Path COMPONENT = Path.of("../../steps/teacher-pretraining/component.yaml");
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");
  private static final Map<String, Object> SMALLEST = Map.of("architecture", "resnet8x0.25");

  @TempDir Path temporary;
  private StepHarness harness;
  private Path digits;

  @BeforeEach
  void prepare() throws Exception {
    harness = StepHarness.of(COMPONENT, temporary.resolve("store"));
    digits = temporary.resolve("digits");
    Digits.read(DIGITS).write(digits, 150, 50);
  }

  @Test
  void aTrainingThatWasStoppedGoesOnFromItsCheckpoint() throws Exception {
    InputArtifact dataset = harness.artifact(digits, ArtifactType.DATASET, "");

    StepExit stopped = stopped(new SmallTraining(2), dataset);
    assertThat(stopped.code()).isEqualTo(ExitCode.STOPPED);
    assertThat(stopped.result().getError().getMessage())
        .contains("Stopped on request; a checkpoint was kept at step 1 ");

    StepExit exit = run(new SmallTraining(2), dataset);
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap())
        .containsOnlyKeys("train.loss", "validation.accuracy", "validation.loss");
    Path model = harness.output(exit, "model");
    assertThat(ModelFolder.description(model).architecture()).isEqualTo("resnet8x0.25");
    assertThat(ModelFolder.history(model).curves().get("validation/loss")).hasSize(2);
  }

  @Test
  void aCheckpointOfOtherPixelsIsRefused() throws Exception {
    // Under one name, so that the content alone makes the difference.
    InputArtifact dataset = harness.artifact(digits, ArtifactType.DATASET, "digits");
    changeOnePixel(digits.resolve("train-00000.safetensors"));
    InputArtifact changed = harness.artifact(digits, ArtifactType.DATASET, "digits");

    assertThat(stopped(new SmallTraining(2), dataset).code()).isEqualTo(ExitCode.STOPPED);
    requireRefusal(run(new SmallTraining(2), changed));
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused() throws Exception {
    InputArtifact dataset = harness.artifact(digits, ArtifactType.DATASET, "");

    assertThat(stopped(new SmallTraining(2), dataset).code()).isEqualTo(ExitCode.STOPPED);
    requireRefusal(run(new SmallTraining(3), dataset));
  }

  @Test
  void weightsToStartFromMustBeOfTheNetwork() throws Exception {
    InputArtifact dataset = harness.artifact(digits, ArtifactType.DATASET, "");
    StepExit first = run(new SmallTraining(1), dataset);
    InputArtifact initial =
        harness.artifact(harness.output(first, "model"), ArtifactType.MODEL, "");
    Map<String, List<InputArtifact>> wired =
        Map.of("dataset", List.of(dataset), "initial", List.of(initial));

    StepExit better = harness.nextStep().run(new SmallTraining(1), SMALLEST, wired);
    StepExit refused =
        harness
            .nextStep()
            .run(new SmallTraining(1), Map.of("architecture", "resnet14x0.25"), wired);

    assertThat(better.result().getMetricsMap().get("train.loss"))
        .isLessThan(first.result().getMetricsMap().get("train.loss"));
    assertThat(refused.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(refused.result().getError().getMessage())
        .isEqualTo(
            "The weights are of another network: architecture: resnet14x0.25 against resnet8x0.25");
  }

  @Test
  void theBestEpochNeedsAValidationSplit() throws Exception {
    Path train = temporary.resolve("train");
    Digits.read(DIGITS).write(train, 150, 0);

    StepExit exit = run(new SmallTraining(1), harness.artifact(train, ArtifactType.DATASET, ""));

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("no validation split to judge by; choose last");
  }

  private static void requireRefusal(StepExit exit) {
    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("is of a training with other parameters or inputs; delete it to start again");
  }

  /** One step of training, kept in a checkpoint. */
  private StepExit stopped(SmallTraining training, InputArtifact dataset) {
    return harness.run(
        training, SMALLEST, Map.of("dataset", List.of(dataset)), StepRunner::requestStop);
  }

  private StepExit run(SmallTraining training, InputArtifact dataset) {
    return harness.run(training, SMALLEST, Map.of("dataset", List.of(dataset)));
  }

  /** The dataset's description stays the same. */
  private static void changeOnePixel(Path shard) throws IOException {
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard, bytes);
  }
}
