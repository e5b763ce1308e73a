package io.stillhouse.steps.ensemblefinetuning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.inference.SplitLogits;
import io.stillhouse.training.loss.AttentionLoss;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  void theDecoupledLossTeachesWithWarmUpAndWeightedTeachers() throws Exception {
    // Labels have no weight at all here: whatever the student knows came from its teachers.
    StepExit exit =
        run(
            Map.of(
                "branches",
                List.of(BRANCH),
                "softLoss",
                "dkd",
                "dkdBeta",
                2.0,
                "softWarmupEpochs",
                2,
                "alpha",
                1.0,
                "teacherWeights",
                Map.of("resnet", 3, "vgg", 1)),
            resnet,
            vgg);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(accuracy(exit)).isGreaterThan(0.4);
  }

  @Test
  void teachersThatCountByValidationAccuracyCountAsIfTheUserHadMeasuredIt() throws Exception {
    Map<String, Object> parameters = Map.of("branches", List.of(BRANCH), "epochs", 1);
    StepExit measured =
        run(with(parameters, "teacherWeighting", "validation-accuracy"), resnet, vgg);
    Map<String, Double> accuracies =
        Map.of("resnet", validationAccuracy(resnet), "vgg", validationAccuracy(vgg));
    StepExit given = run(with(parameters, "teacherWeights", accuracies), resnet, vgg);
    StepExit equal = run(parameters, resnet, vgg);

    assertThat(accuracies.get("resnet")).isNotEqualTo(accuracies.get("vgg"));
    assertThat(digest(measured)).isEqualTo(digest(given)).isNotEqualTo(digest(equal));
  }

  /** Counted from the model itself, not from its stored logits. */
  private double validationAccuracy(SmallTeacher teacher) throws Exception {
    try (GradientRecording ignored = GradientRecording.off();
        NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.load(teacher.model(), manager)) {
      Split split = ImageDataset.open(digits).split(DatasetInfo.VALIDATION);
      Logits logits = new Logits(SplitLogits.of(network, split, 50, manager).ensemble(), 10);
      long right =
          IntStream.range(0, split.size())
              .filter(row -> logits.prediction(row) == split.label(row))
              .count();
      return (double) right / split.size();
    }
  }

  private static Map<String, Object> with(
      Map<String, Object> parameters, String name, Object value) {
    Map<String, Object> more = new HashMap<>(parameters);
    more.put(name, value);
    return more;
  }

  private static String digest(StepExit exit) {
    return exit.result().getOutputsOrThrow("model").getDigest();
  }

  @Test
  void wrongWeightsAreRefusedBeforeTraining() throws Exception {
    assertThat(
            message(
                Map.of("branches", List.of(BRANCH), "teacherWeights", Map.of("vgh", 1)), resnet))
        .isEqualTo(
            "teacherWeights: 'vgh' is no teacher; they are [resnet]; teacher 'resnet' has no weight");
    assertThat(
            message(
                Map.of(
                    "branches",
                    List.of(BRANCH),
                    "teacherWeights",
                    Map.of("resnet", 1),
                    "teacherWeighting",
                    "validation-accuracy"),
                resnet))
        .isEqualTo(
            "teacherWeights already says how much each teacher counts; leave teacherWeighting out");
    assertThat(message(Map.of("branches", List.of(BRANCH), "alpha", 0, "labelWeight", 0), resnet))
        .startsWith("Nothing is left to learn from");
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
  void attentionBringsTheStudentToLookWhereItsTeachersDo() throws Exception {
    Map<String, Object> plain = Map.of("branches", List.of(BRANCH, BRANCH), "epochs", 3);
    Map<String, Object> attentive = new HashMap<>(plain);
    attentive.put("attentionWeight", 1000.0);
    attentive.put("attentionStages", List.of(2, 3));
    Map<String, List<InputArtifact>> wired = wired(harness, resnet, vgg);
    wired.put(
        "teachers",
        List.of(
            harness.artifact(resnet.model(), ArtifactType.MODEL, "resnet"),
            harness.artifact(vgg.model(), ArtifactType.MODEL, "vgg")));
    StepExit without = harness.run(new EnsembleFinetuning(), all(plain), wired);
    StepExit with = harness.run(new EnsembleFinetuning(), all(attentive), wired);

    assertThat(with.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(accuracy(with)).isGreaterThan(0.4);
    for (int branch = 0; branch < 2; branch++) {
      Path teacher = List.of(resnet, vgg).get(branch).model();
      assertThat(attentionDistance(harness.output(with, "model"), branch, teacher))
          .isLessThan(0.5 * attentionDistance(harness.output(without, "model"), branch, teacher));
    }
  }

  /** Between stages 2 of a branch and of a plain teacher, over validation images. */
  private double attentionDistance(Path model, int branch, Path teacher) throws Exception {
    try (GradientRecording ignored = GradientRecording.off();
        NDManager manager = NDManager.newBaseManager();
        Network student = ModelFolder.load(model, manager);
        Network guide = ModelFolder.load(teacher, manager)) {
      Split split = ImageDataset.open(digits).split(DatasetInfo.VALIDATION);
      NDArray images =
          new ImageBatches(split, Augmentation.NONE, 100).plain(manager, split.rows(), 0, 100);
      Classifier ofBranch = ((BranchedClassifier) student).branch(branch);
      return AttentionLoss.loss(
              ofBranch.prefix(images, 2, Mode.EVAL),
              ((Classifier) guide).prefix(images, 2, Mode.EVAL))
          .getFloat();
    }
  }

  @Test
  void attentionOfAStageThatIsNotThereIsRefused() throws Exception {
    Map<String, List<InputArtifact>> wired = wired(harness, resnet);
    wired.put("teachers", List.of(harness.artifact(resnet.model(), ArtifactType.MODEL, "resnet")));
    StepExit exit =
        harness.run(
            new EnsembleFinetuning(),
            all(
                Map.of(
                    "branches",
                    List.of(BRANCH),
                    "attentionWeight",
                    1000.0,
                    "attentionStages",
                    List.of(4))),
            wired);

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .isEqualTo(
            "attentionStages is [4]; it must name stages of the student, 1 to 3, in ascending order");
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

  private String message(Map<String, Object> parameters, SmallTeacher... teachers)
      throws Exception {
    StepExit exit = run(parameters, teachers);
    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    return exit.result().getError().getMessage();
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
