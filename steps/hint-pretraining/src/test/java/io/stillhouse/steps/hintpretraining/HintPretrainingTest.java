package io.stillhouse.steps.hintpretraining;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.modelfile.CurvePoint;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HintPretrainingTest {
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");
  private static final String STUDENT = "resnet8x0.5";
  private static final int EPOCHS = 3;

  @TempDir Path temporary;
  private Path digits;
  private Path store;

  @BeforeEach
  void prepare() throws Exception {
    digits = temporary.resolve("digits");
    store = temporary.resolve("store");
    Digits.read(DIGITS).write(digits, 120, 40);
  }

  @Test
  void everyStageComesCloserToItsHintsAndTheHeadStaysAsItWas() throws Exception {
    StepHarness harness = harness(store);
    StepExit exit =
        run(harness, Map.of("branches", List.of(STUDENT, STUDENT)), "resnet14x0.5", "vgg8x0.25");

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    Path model = harness.output(exit, "model");
    List<CurvePoint> validation =
        Objects.requireNonNull(ModelFolder.history(model).curves().get("validation/loss"));
    assertThat(validation).hasSize(3 * EPOCHS);
    for (int stage = 0; stage < 3; stage++) {
      assertThat(validation.get(stage * EPOCHS + EPOCHS - 1).value())
          .isLessThan(validation.get(stage * EPOCHS).value());
    }
    Map<String, Integer> after = bits(model);
    Map<String, Integer> fresh = bits(network(List.of(STUDENT, STUDENT), 1));
    assertThat(changed(fresh, after))
        .contains("shared.conv1.weight", "branches.0.layer2.0.conv1.weight")
        .noneMatch(name -> name.contains(".fc."));
    assertThat(after.keySet()).noneMatch(name -> name.contains("regressor"));
  }

  @Test
  void aStoppedAttemptIsContinuedToTheSameModel() throws Exception {
    Map<String, Object> parameters = Map.of("branches", List.of(STUDENT));
    StepExit undisturbed = run(harness(store), parameters, "resnet14x0.5");

    StepHarness other = harness(temporary.resolve("other"));
    Map<String, List<InputArtifact>> wired = wired(other, "resnet14x0.5");
    for (int attempt = 0; attempt < 8; attempt++) {
      // One step an attempt: these go beyond the first stage into the second.
      StepExit stopped =
          other.run(new HintPretraining(), all(parameters, 1), wired, StepRunner::requestStop);
      assertThat(stopped.code()).isEqualTo(ExitCode.STOPPED);
    }
    StepExit stoppedShort = other.run(new HintPretraining(), all(parameters, 1), wired);
    StepHarness third = harness(temporary.resolve("third"));
    StepExit undisturbedShort =
        third.run(new HintPretraining(), all(parameters, 1), wired(third, "resnet14x0.5"));

    assertThat(digest(stoppedShort)).isEqualTo(digest(undisturbedShort));
    assertThat(digest(undisturbed)).isNotEqualTo(digest(undisturbedShort));
  }

  @Test
  void oneMiddleStageAloneIsTheSingleHintOfFitNets() throws Exception {
    StepHarness harness = harness(store);
    StepExit exit =
        run(
            harness,
            Map.of("branches", List.of(STUDENT), "stages", List.of(2), "regressor", "always"),
            "resnet14x0.5");

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    Path model = harness.output(exit, "model");
    List<CurvePoint> validation =
        Objects.requireNonNull(ModelFolder.history(model).curves().get("validation/loss"));
    assertThat(validation).hasSize(EPOCHS);
    assertThat(validation.get(EPOCHS - 1).value()).isLessThan(validation.get(0).value());
    assertThat(changed(bits(network(List.of(STUDENT), 1)), bits(model)))
        .contains("conv1.weight", "layer1.0.conv1.weight", "layer2.0.conv1.weight")
        .noneMatch(name -> name.startsWith("layer3") || name.startsWith("fc"));
  }

  @Test
  void flowsAreLearntWhereChannelsAgree() throws Exception {
    StepHarness harness = harness(store);
    StepExit exit =
        run(
            harness,
            Map.of("branches", List.of(STUDENT), "method", "flow", "learningRate", 0.05),
            "resnet14x0.5");

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    List<CurvePoint> validation =
        Objects.requireNonNull(
            ModelFolder.history(harness.output(exit, "model")).curves().get("validation/loss"));
    assertThat(validation.get(3 * EPOCHS - 1).value())
        .isLessThan(validation.get(2 * EPOCHS).value());
  }

  @Test
  void flowsBetweenUnequalChannelsAreRefused() throws Exception {
    StepExit exit =
        run(harness(store), Map.of("branches", List.of(STUDENT), "method", "flow"), "resnet14");

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("Flows need equal channels", "stage 1 of branch 1 has 8", "resnet14", "has 16");
  }

  @Test
  void hintsOfAnotherSizeAreRefusedOnRequest() throws Exception {
    StepExit exit =
        run(
            harness(store),
            Map.of(
                "branches",
                List.of(STUDENT),
                "spatialMismatch",
                "refuse",
                "teacherStages",
                List.of(1, 1, 1)),
            "resnet14x0.5");

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("Stage 2 of branch 1 is 7 x 7 but stage 1 of teacher 'resnet14x0.5' is 14 x 14");
  }

  @Test
  void aBranchCannotAskForATeacherThatIsNotThere() throws Exception {
    StepExit exit =
        run(
            harness(store),
            Map.of("branches", List.of(STUDENT), "branchTeachers", List.of("wrn")),
            "resnet14x0.5");

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("branchTeachers names 'wrn', but the teachers are [resnet14x0.5] (or all)");
  }

  private static StepHarness harness(Path root) throws Exception {
    return StepHarness.of(Path.of("component.yaml"), root);
  }

  private StepExit run(StepHarness harness, Map<String, Object> parameters, String... teachers)
      throws Exception {
    return harness.run(new HintPretraining(), all(parameters, EPOCHS), wired(harness, teachers));
  }

  private static Map<String, Object> all(Map<String, Object> parameters, int epochs) {
    Map<String, Object> all = new HashMap<>();
    all.put("epochsPerStage", epochs);
    all.put("batchSize", 20);
    all.put("padding", 1);
    all.put("flip", false);
    all.putAll(parameters);
    return all;
  }

  private Map<String, List<InputArtifact>> wired(StepHarness harness, String... teachers)
      throws Exception {
    List<InputArtifact> models = new ArrayList<>();
    for (String teacher : teachers) {
      models.add(harness.artifact(network(List.of(teacher), 77), ArtifactType.MODEL, teacher));
    }
    return Map.of(
        "dataset", List.of(harness.artifact(digits, ArtifactType.DATASET, "")), "teachers", models);
  }

  /** A network with fresh weights as a Model artifact's folder. */
  private Path network(List<String> branches, long seed) throws Exception {
    Path directory = Files.createTempDirectory(temporary, "network-");
    DatasetInfo dataset = DatasetJson.read(digits);
    TorchEngine.start(1);
    ModelDescription description = ModelDescription.of(dataset, branches, 1);
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, seed)) {
      ModelFolder.write(directory, description.measured(network), network, TrainingHistory.empty());
    }
    return directory;
  }

  private static Map<String, Integer> bits(Path model) throws Exception {
    Map<String, Integer> bits = new HashMap<>();
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.load(model, manager)) {
      for (Parameter parameter : network.parameters()) {
        bits.put(parameter.name(), Arrays.hashCode(parameter.array().toFloatArray()));
      }
    }
    return bits;
  }

  private static List<String> changed(Map<String, Integer> before, Map<String, Integer> after) {
    return before.keySet().stream()
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .toList();
  }

  private static String digest(StepExit exit) {
    return exit.result().getOutputsOrThrow("model").getDigest();
  }
}
