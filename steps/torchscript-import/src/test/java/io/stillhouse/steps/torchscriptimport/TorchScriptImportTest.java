package io.stillhouse.steps.torchscriptimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.inference.SplitLogits;
import io.stillhouse.training.metrics.ClassificationMetrics;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFileException;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Scorer;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptImportTest {
  private static final Path DATA = Path.of("../../pipeline-defs/data").toAbsolutePath();
  private static final Path MODULE = DATA.resolve("torchscript/digits.pt");
  private static final List<String> BACKWARDS =
      List.of("9", "8", "7", "6", "5", "4", "3", "2", "1", "0");
  private static final int TRAIN = 300;
  private static final int CLASSES = 10;

  @TempDir Path temporary;
  private StepHarness harness;
  private Path digits;
  private InputArtifact dataset;

  @BeforeEach
  void prepare() throws Exception {
    harness = StepHarness.of(Path.of("component.yaml"), temporary.resolve("store"));
    digits = temporary.resolve("digits");
    Digits.read(DATA.resolve("mnist10k")).write(digits, TRAIN, 100);
    dataset = harness.artifact(digits, ArtifactType.DATASET, "");
  }

  @Test
  void aModuleBecomesATeacherThatKnowsItsDigits() throws Exception {
    StepExit exit = run(trained());

    assertThat(exit.code()).as(message(exit)).isEqualTo(ExitCode.SUCCESS);
    Path model = harness.output(exit, "model");
    ModelDescription description = ModelFolder.description(model);
    ImageDataset images = ImageDataset.open(digits);
    assertThat(description.mismatches(images.info())).isEmpty();
    // Two convolutions with biases, two norms, one linear layer.
    assertThat(description.parameters())
        .isEqualTo(16 * 9 + 16 + 2 * 16 + 32 * 16 * 9 + 32 + 2 * 32 + 32 * 49 * CLASSES + CLASSES);
    assertThat(description.macs()).isZero();
    try (InferenceThread ignored = InferenceThread.enter();
        NDManager manager = NDManager.newBaseManager();
        Scorer teacher = ModelFolder.scorer(model, manager)) {
      Split validation = images.split(DatasetInfo.VALIDATION);
      float[] logits = SplitLogits.of(teacher, validation, 32, manager).ensemble();
      int[] labels = Arrays.stream(validation.rows()).map(validation::label).toArray();
      assertThat(ClassificationMetrics.accuracy(new Logits(logits, CLASSES), labels))
          .isGreaterThan(0.85);
    }
    assertThat(exit.result().getMetricsMap().get("probe.accuracy")).isGreaterThan(0.85);
  }

  @Test
  void whoeverNeedsItsLayersIsToldThatItHasNone() throws Exception {
    Path model = harness.output(run(trained()), "model");

    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> ModelFolder.load(model, manager))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("it gives no hints");
    }
  }

  @Test
  void outputsInAnotherOrderThanWasSaidAreNoticed() {
    Map<String, Object> forwards = trained();
    forwards.remove("outputClasses");

    StepExit exit = run(forwards);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap().get("probe.accuracy")).isLessThan(0.2);
  }

  @Test
  void logitsAreNotTakenForProbabilities() {
    Map<String, Object> parameters = trained();
    parameters.put("values", "probabilities");

    StepExit exit = run(parameters);

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(message(exit)).contains("so they are no probabilities: set values to logits");
  }

  @Test
  void settingsThatContradictTheDatasetAreToldTogether() {
    StepExit exit =
        run(
            Map.of(
                "source",
                MODULE.toString(),
                "mean",
                List.of(0.5, 0.5),
                "standardDeviation",
                List.of(0.5, 0.0, 0.5),
                "outputClasses",
                List.of("1", "2", "2", "3", "4", "5", "6", "7", "8", "9")));

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(message(exit))
        .contains("mean has 2 values, standardDeviation 3")
        .contains("a standardDeviation is not above 0")
        .contains("outputClasses has twice: 2")
        .contains("outputClasses lacks classes of the dataset: 0");
  }

  @Test
  void anImageSizeThatTheModuleCannotTakeIsTold() {
    Map<String, Object> parameters = trained();
    parameters.put("height", 32);

    StepExit exit = run(parameters);

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(message(exit)).contains("The module cannot take images");
  }

  private static Map<String, Object> trained() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("source", MODULE.toString());
    parameters.put("mean", List.of(0.5));
    parameters.put("standardDeviation", List.of(0.5));
    // The tests' digits are half as large as those that the module knows.
    parameters.put("height", 28);
    parameters.put("width", 28);
    parameters.put("outputClasses", BACKWARDS);
    return parameters;
  }

  private StepExit run(Map<String, Object> parameters) {
    return harness.run(new TorchScriptImport(), parameters, Map.of("dataset", List.of(dataset)));
  }

  private static String message(StepExit exit) {
    return exit.result().getError().getMessage();
  }
}
