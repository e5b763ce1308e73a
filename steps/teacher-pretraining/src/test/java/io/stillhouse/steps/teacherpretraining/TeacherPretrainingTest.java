package io.stillhouse.steps.teacherpretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.ImageRegion;
import io.stillhouse.training.network.Network;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherPretrainingTest {
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");
  private static final Map<String, Object> SMALL =
      Map.of(
          "architecture",
          "resnet8x0.5",
          "epochs",
          4,
          "batchSize",
          20,
          "learningRate",
          0.05,
          "padding",
          1,
          "flip",
          false);

  @TempDir Path temporary;
  private StepHarness harness;
  private InputArtifact digits;

  @BeforeEach
  void prepare() throws Exception {
    harness = StepHarness.of(Path.of("component.yaml"), temporary.resolve("store"));
    Path directory = temporary.resolve("digits");
    Digits.read(DIGITS).write(directory, 600, 200);
    digits = harness.artifact(directory, ArtifactType.DATASET, "");
  }

  @Test
  void aTeacherLearnsDigitsFarBetterThanChance() throws Exception {
    StepExit exit = run(SMALL);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap().get("validation.accuracy")).isGreaterThan(0.4);
    assertThat(exit.result().getMetricsMap())
        .containsKeys("validation.loss", "train.loss", "train.seconds");
    Path model = harness.output(exit, "model");
    ModelDescription description = ModelFolder.description(model);
    assertThat(description.architecture()).isEqualTo("resnet8x0.5");
    assertThat(description.classes()).hasSize(10);
    assertThat(description.parameters()).isPositive();
    assertThat(ModelFolder.history(model).curves())
        .containsKeys("train/loss", "train/learningRate", "validation/accuracy");
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.load(model, manager)) {
      assertThat(network.parameterCount()).isEqualTo(description.parameters());
    }
  }

  @Test
  void aTeacherOfARegionLearnsFromItAloneAndTheModelSaysSo() throws Exception {
    Map<String, Object> parameters = new HashMap<>(SMALL);
    parameters.put("region", "0.1 0 0.9 0.7");
    StepExit exit = run(parameters);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap().get("validation.accuracy")).isGreaterThan(0.3);
    assertThat(ModelFolder.description(harness.output(exit, "model")).seen())
        .isEqualTo(new ImageRegion(0.1, 0, 0.9, 0.7));
  }

  @Test
  void aRegionThatIsNoneIsRefused() throws Exception {
    Map<String, Object> parameters = new HashMap<>(SMALL);
    parameters.put("region", "middle");
    StepExit exit = run(parameters);

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .startsWith("parameter region: 'middle' is no region; write one of [whole,");
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    StepExit first = run(SMALL);
    StepExit second = run(SMALL);

    assertThat(second.result().getOutputsOrThrow("model").getDigest())
        .isEqualTo(first.result().getOutputsOrThrow("model").getDigest());
  }

  @Test
  void anAttemptThatWasStoppedIsContinuedToTheSameModel() throws Exception {
    StepExit undisturbed = run(SMALL);
    StepHarness other = StepHarness.of(Path.of("component.yaml"), temporary.resolve("other"));
    InputArtifact same = other.artifact(temporary.resolve("digits"), ArtifactType.DATASET, "");
    Map<String, List<InputArtifact>> wired = Map.of("dataset", List.of(same));

    for (int attempt = 0; attempt < 3; attempt++) {
      // Told to stop from the start, an attempt makes one step and keeps it.
      StepExit stopped = other.run(new TeacherPretraining(), SMALL, wired, StepRunner::requestStop);
      assertThat(stopped.code()).isEqualTo(ExitCode.STOPPED);
    }
    StepExit exit = other.run(new TeacherPretraining(), SMALL, wired);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getOutputsOrThrow("model").getDigest())
        .isEqualTo(undisturbed.result().getOutputsOrThrow("model").getDigest());
  }

  @Test
  void aBranchedBaselineIsTrainedFromLabelsAlone() throws Exception {
    StepExit exit =
        run(
            Map.of(
                "branches",
                List.of("resnet8x0.5", "resnet8x0.5"),
                "epochs",
                4,
                "batchSize",
                20,
                "learningRate",
                0.05,
                "padding",
                1,
                "flip",
                false,
                "selection",
                "best"));

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap().get("validation.accuracy")).isGreaterThan(0.4);
    ModelDescription description = ModelFolder.description(harness.output(exit, "model"));
    assertThat(description.branchArchitectures()).contains(List.of("resnet8x0.5", "resnet8x0.5"));
    assertThat(description.sharedStages()).isEqualTo(1);
  }

  @Test
  void imagesWithSeveralLabelsAreLearntAndJudgedByAuc() throws Exception {
    Path directory = temporary.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(directory, 600, 200);
    InputArtifact labels = harness.artifact(directory, ArtifactType.DATASET, "");
    StepExit exit =
        harness.run(
            new TeacherPretraining(),
            Map.of(
                "architecture",
                "resnet8x0.5",
                "epochs",
                4,
                "batchSize",
                20,
                "learningRate",
                0.05,
                "positiveWeights",
                true,
                "padding",
                1,
                "flip",
                false),
            Map.of("dataset", List.of(labels)));

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap().get("validation.auc")).isGreaterThan(0.7);
  }

  @Test
  void trainingGoesOnFromAnInitialModel() throws Exception {
    StepExit first = run(SMALL);
    InputArtifact model = harness.artifact(harness.output(first, "model"), ArtifactType.MODEL, "");
    StepExit second =
        harness
            .nextStep()
            .run(
                new TeacherPretraining(),
                Map.of(
                    "architecture",
                    "resnet8x0.5",
                    "epochs",
                    1,
                    "batchSize",
                    20,
                    "learningRate",
                    0.001,
                    "padding",
                    1,
                    "flip",
                    false),
                Map.of("dataset", List.of(digits), "initial", List.of(model)));

    assertThat(second.result().getMetricsMap().get("validation.accuracy")).isGreaterThan(0.4);
  }

  @Test
  void anInitialModelOfAnotherShapeIsRefusedByName() throws Exception {
    StepExit first = run(SMALL);
    InputArtifact model = harness.artifact(harness.output(first, "model"), ArtifactType.MODEL, "");
    StepExit second =
        harness
            .nextStep()
            .run(
                new TeacherPretraining(),
                Map.of("architecture", "resnet14x0.5", "epochs", 1),
                Map.of("dataset", List.of(digits), "initial", List.of(model)));

    assertThat(second.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(second.result().getError().getMessage())
        .contains("architecture: resnet14x0.5 against resnet8x0.5");
  }

  @Test
  void aNetworkForOtherClassesKeepsAllButTheHeadOfAnArtifact() throws Exception {
    StepExit first = run(SMALL);
    InputArtifact model = harness.artifact(harness.output(first, "model"), ArtifactType.MODEL, "");
    Path directory = temporary.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(directory, 600, 200);
    InputArtifact labels = harness.artifact(directory, ArtifactType.DATASET, "");
    Map<String, List<InputArtifact>> inputs =
        Map.of("dataset", List.of(labels), "initial", List.of(model));
    Map<String, Object> parameters = new HashMap<>(SMALL);
    parameters.put("epochs", 1);
    parameters.put("learningRate", 1e-9);

    StepExit refused = harness.nextStep().run(new TeacherPretraining(), parameters, inputs);
    assertThat(refused.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(refused.result().getError().getMessage()).contains("number of classes");

    parameters.put("newHead", true);
    StepExit exit = harness.nextStep().run(new TeacherPretraining(), parameters, inputs);
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(weights(harness.output(exit, "model"), "layer3.0.conv2.weight"))
        .containsExactly(
            weights(harness.output(first, "model"), "layer3.0.conv2.weight"), within(1e-5f));
  }

  @Test
  void trainingStartsFromWeightsOfAFile() throws Exception {
    Path weights = harness.output(run(SMALL), "model").resolve(ModelFolder.WEIGHTS);
    Map<String, Object> parameters = new HashMap<>(SMALL);
    parameters.put("epochs", 1);
    parameters.put("learningRate", 0.001);
    parameters.put("initialWeights", weights.toAbsolutePath().toString());
    StepExit exit = run(parameters);
    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.result().getMetricsMap().get("validation.accuracy")).isGreaterThan(0.4);

    parameters.put("architecture", "resnet8");
    StepExit other = run(parameters);
    assertThat(other.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(other.result().getError().getMessage())
        .contains("do not fit a resnet8 of 10 classes: conv1.weight has shape (8, 1, 3, 3)");
  }

  @Test
  void weightsThatContradictOneAnotherAreRefused() throws Exception {
    Map<String, Object> parameters = new HashMap<>(SMALL);
    parameters.put("newHead", true);
    assertThat(run(parameters).result().getError().getMessage())
        .contains("newHead needs weights to keep");
    parameters.remove("architecture");
    parameters.put("branches", List.of("resnet8", "resnet8"));
    parameters.put("initialWeights", "/weights.safetensors");
    StepExit branched = run(parameters);
    assertThat(branched.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(branched.result().getError().getMessage()).contains("for a plain network");
  }

  private static float[] weights(Path model, String name) throws Exception {
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.load(model, manager)) {
      return network.parameters().get(name).array().toFloatArray();
    }
  }

  @Test
  void aLossThatExplodesSaysWhatToDo() throws Exception {
    StepExit exit =
        run(
            Map.of(
                "architecture",
                "resnet8x0.5",
                "epochs",
                2,
                "learningRate",
                100.0,
                "weightDecay",
                1.0,
                "momentum",
                0.99,
                "flip",
                false));

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("learning rate", "last good checkpoint", "Lower the learning rate");
  }

  @Test
  void architectureAndBranchesExcludeEachOther() throws Exception {
    StepExit exit = run(Map.of("epochs", 1));
    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("either architecture")
        .contains("branches");
  }

  private StepExit run(Map<String, Object> parameters) {
    return harness
        .nextStep()
        .run(new TeacherPretraining(), parameters, Map.of("dataset", List.of(digits)));
  }
}
