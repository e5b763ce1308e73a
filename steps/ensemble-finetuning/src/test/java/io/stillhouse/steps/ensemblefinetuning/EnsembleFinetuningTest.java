package io.stillhouse.steps.ensemblefinetuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class EnsembleFinetuningTest {
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");
  private static final String BRANCH = "resnet8x0.5";
  private static final int VIEWS = 3;

  @TempDir private static Path shared;
  private Path digits;
  private SmallTeacher resnet;
  private SmallTeacher vgg;
  private StepHarness harness;

  @BeforeAll
  void trainTeachers() throws Exception {
    digits = shared.resolve("digits");
    Digits.read(DIGITS).write(digits, 600, 200);
    resnet = SmallTeacher.train("resnet", "resnet14x0.5", digits, shared, 1, VIEWS);
    vgg = SmallTeacher.train("vgg", "vgg8x0.25", digits, shared, 1, VIEWS);
  }

  @BeforeEach
  void openStore(@TempDir Path store) throws Exception {
    harness = StepHarness.of(Path.of("component.yaml"), store);
  }

  @Test
  void aStudentOfTwoBranchesLearnsFromTwoTeachers() throws Exception {
    StepExit exit = run(Map.of("branches", List.of(BRANCH, BRANCH)), resnet, vgg);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(accuracy(exit)).isGreaterThan(0.4);
    assertThat(exit.result().getMetricsMap())
        .containsKeys("validation.loss", "train.loss", "train.seconds");
    Path model = harness.output(exit, "model");
    ModelDescription description = ModelFolder.description(model);
    assertThat(description.branchArchitectures()).contains(List.of(BRANCH, BRANCH));
    assertThat(ModelFolder.history(model).curves()).containsKey("train/loss");
  }

  @Test
  void softLabelsAloneAreEnoughToLearnFrom() throws Exception {
    // Labels have no weight at all here: whatever the student knows came from its teacher.
    StepExit exit = run(Map.of("branches", List.of(BRANCH), "alpha", 1.0), resnet);

    assertThat(accuracy(exit)).isGreaterThan(0.4);
    ModelDescription description = ModelFolder.description(harness.output(exit, "model"));
    assertThat(description.branchArchitectures()).isEmpty();
  }

  @Test
  void everyWayOfCombiningTeachersLearns() throws Exception {
    StepExit exit =
        run(
            Map.of(
                "branches",
                List.of(BRANCH, BRANCH, BRANCH),
                "branchTeachers",
                List.of("vgg", "resnet", "all"),
                "ensembleTargets",
                "logits",
                "useCalibratedTemperature",
                true,
                "selection",
                "best"),
            resnet,
            vgg);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(accuracy(exit)).isGreaterThan(0.4);
  }

  @Test
  void featuresOfTheTeachersAreImitatedOnRequest() throws Exception {
    Map<String, Object> parameters =
        Map.of("branches", List.of(BRANCH, BRANCH), "featureWeight", 1.0);
    StepExit without = run(parameters, resnet, vgg);
    assertThat(without.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(without.result().getError().getMessage())
        .contains("needs a model in input 'teachers' for each of the 2 soft labels; there are 0");

    Map<String, List<InputArtifact>> wired = wired(harness, resnet, vgg);
    wired.put(
        "teachers",
        List.of(
            harness.artifact(resnet.model(), ArtifactType.MODEL, "resnet"),
            harness.artifact(vgg.model(), ArtifactType.MODEL, "vgg")));
    StepExit exit = harness.run(new EnsembleFinetuning(), all(parameters), wired);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(accuracy(exit)).isGreaterThan(0.4);
  }

  @Test
  void aStoppedAttemptIsContinuedToTheSameStudent(@TempDir Path otherStore) throws Exception {
    Map<String, Object> parameters = all(Map.of("branches", List.of(BRANCH, BRANCH), "epochs", 1));
    StepExit undisturbed =
        harness.run(new EnsembleFinetuning(), parameters, wired(harness, resnet, vgg));
    StepHarness other = StepHarness.of(Path.of("component.yaml"), otherStore);
    Map<String, List<InputArtifact>> wired = wired(other, resnet, vgg);
    for (int attempt = 0; attempt < 3; attempt++) {
      StepExit stopped =
          other.run(new EnsembleFinetuning(), parameters, wired, StepRunner::requestStop);
      assertThat(stopped.code()).isEqualTo(ExitCode.STOPPED);
    }
    StepExit continued = other.run(new EnsembleFinetuning(), parameters, wired);

    assertThat(continued.result().getOutputsOrThrow("model").getDigest())
        .isEqualTo(undisturbed.result().getOutputsOrThrow("model").getDigest());
  }

  @Test
  void labelsThatDoNotExcludeEachOtherAreDistilledOneByOne() throws Exception {
    Path labels = shared.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(labels, 600, 200);
    SmallTeacher teacher = SmallTeacher.train("labels", BRANCH, labels, shared, 1, VIEWS);
    StepExit exit =
        harness.run(
            new EnsembleFinetuning(),
            all(
                Map.of(
                    "branches",
                    List.of(BRANCH, BRANCH),
                    "temperature",
                    2.0,
                    "positiveWeights",
                    true)),
            Map.of(
                "dataset",
                List.of(harness.artifact(labels, ArtifactType.DATASET, "")),
                "softLabels",
                List.of(harness.artifact(teacher.softLabels(), ArtifactType.SOFT_LABELS, ""))));

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap().get("validation.auc")).isGreaterThan(0.7);
  }

  @Test
  void weightsOfPositivesAreRefusedWhereLabelsExcludeEachOther() throws Exception {
    StepExit exit = run(Map.of("branches", List.of(BRANCH), "positiveWeights", true), resnet);

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .isEqualTo("positiveWeights has no meaning for single-label data");
  }

  @Test
  void softLabelsOfOtherViewsAreRefused() throws Exception {
    SmallTeacher stranger = SmallTeacher.train("stranger", BRANCH, digits, shared, 99, VIEWS);
    StepExit exit = run(Map.of("branches", List.of(BRANCH)), resnet, stranger);

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("teacher 'stranger' saw other views than teacher 'resnet'");
  }

  @Test
  void softLabelsOfOtherImagesAreRefused() throws Exception {
    Path fewer = shared.resolve("fewer");
    Digits.read(DIGITS).write(fewer, 400, 100);
    StepExit exit =
        harness.run(
            new EnsembleFinetuning(),
            all(Map.of("branches", List.of(BRANCH))),
            Map.of(
                "dataset",
                List.of(harness.artifact(fewer, ArtifactType.DATASET, "")),
                "softLabels",
                List.of(harness.artifact(resnet.softLabels(), ArtifactType.SOFT_LABELS, ""))));

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("teacher 'resnet' has soft labels of 600 images but split 'train' has 400");
  }

  private StepExit run(Map<String, Object> parameters, SmallTeacher... teachers) throws Exception {
    return harness.run(new EnsembleFinetuning(), all(parameters), wired(harness, teachers));
  }

  private static Map<String, Object> all(Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>();
    all.put("epochs", 5);
    all.put("batchSize", 20);
    all.put("learningRate", 0.05);
    all.putAll(parameters);
    return all;
  }

  private Map<String, List<InputArtifact>> wired(StepHarness target, SmallTeacher... teachers)
      throws Exception {
    List<InputArtifact> softLabels = new ArrayList<>();
    for (SmallTeacher teacher : teachers) {
      softLabels.add(target.artifact(teacher.softLabels(), ArtifactType.SOFT_LABELS, ""));
    }
    Map<String, List<InputArtifact>> wired = new HashMap<>();
    wired.put("dataset", List.of(target.artifact(digits, ArtifactType.DATASET, "")));
    wired.put("softLabels", softLabels);
    return wired;
  }

  private static double accuracy(StepExit exit) {
    return exit.result().getMetricsOrDefault("validation.accuracy", 0);
  }
}
