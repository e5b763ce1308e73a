package io.stillhouse.steps.softlabelextraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.softlabel.SoftLabels;
import io.stillhouse.training.softlabel.SoftLabelsException;
import io.stillhouse.training.softlabel.TeacherEnsemble;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftLabelExtractionTest {
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");
  private static final int TRAIN = 450;
  private static final int VALIDATION = 100;
  private static final int CLASSES = 10;

  @TempDir Path temporary;
  private StepHarness harness;
  private Path digits;
  private Path teacher;
  private InputArtifact dataset;

  @BeforeEach
  void prepare() throws Exception {
    harness = StepHarness.of(Path.of("component.yaml"), temporary.resolve("store"));
    digits = temporary.resolve("digits");
    Digits.read(DIGITS).write(digits, TRAIN, VALIDATION);
    dataset = harness.artifact(digits, ArtifactType.DATASET, "");
    teacher = teacher("resnet8x0.5", 3);
  }

  @Test
  void storedLogitsAreThoseOfTheTeacherOnTheStoredViews() throws Exception {
    StepExit exit = run(Map.of("views", 3, "padding", 2, "batchSize", 64), teacher);

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    SoftLabels softLabels = SoftLabels.open(harness.output(exit, "softLabels"));
    assertThat(softLabels.info().teacher()).isEqualTo("resnet");
    SoftLabels.Rows rows = softLabels.split(DatasetInfo.TRAIN);
    assertThat(rows.size()).isEqualTo(TRAIN);
    assertThat(softLabels.split(DatasetInfo.VALIDATION).size()).isEqualTo(VALIDATION);
    Split train = ImageDataset.open(digits).split(DatasetInfo.TRAIN);
    TorchEngine.start(1);
    try (GradientRecording ignored = GradientRecording.off();
        NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.load(teacher, manager)) {
      ImageBatches batches = new ImageBatches(train, softLabels.info().augmentation(), TRAIN);
      float[] stored = new float[CLASSES];
      for (int view = 0; view < 3; view++) {
        int number = view;
        NDArray images =
            batches.augmented(manager, train.rows(), 0, TRAIN, (row, id) -> rows.view(row, number));
        float[] direct = network.branchLogits(images, Mode.EVAL).get(0).toFloatArray();
        for (int row = 0; row < TRAIN; row++) {
          assertThat(rows.id(row)).isEqualTo(train.id(row));
          rows.copyLogits(row, view, stored, 0);
          for (int c = 0; c < CLASSES; c++) {
            float expected = direct[row * CLASSES + c];
            // float16 keeps 11 bits; folding the BatchNorm rounds a little, too.
            assertThat(stored[c]).isCloseTo(expected, within(1e-3f + Math.abs(expected) / 1024));
          }
        }
      }
    }
  }

  @Test
  void theNumberOfWorkersDoesNotChangeAByte() throws Exception {
    Map<String, Object> parameters = Map.of("views", 2, "batchSize", 50);
    StepExit alone = run(parameters, teacher);
    StepExit together = run(parameters, teacher, 3);

    assertThat(together.result().getOutputsOrThrow("softLabels").getDigest())
        .isEqualTo(alone.result().getOutputsOrThrow("softLabels").getDigest());
  }

  @Test
  void theLargestLogitsAloneKeepTheDistribution() throws Exception {
    SoftLabels all = open(run(Map.of("views", 1), teacher));
    SoftLabels largest = open(run(Map.of("views", 1, "topK", 4), teacher));

    float[] complete = new float[CLASSES];
    float[] partial = new float[CLASSES];
    for (int row = 0; row < TRAIN; row++) {
      all.split(DatasetInfo.TRAIN).copyLogits(row, 0, complete, 0);
      largest.split(DatasetInfo.TRAIN).copyLogits(row, 0, partial, 0);
      int same = 0;
      double completeSum = 0;
      double partialSum = 0;
      for (int c = 0; c < CLASSES; c++) {
        same += complete[c] == partial[c] ? 1 : 0;
        completeSum += Math.exp(complete[c]);
        partialSum += Math.exp(partial[c]);
      }
      assertThat(same).isGreaterThanOrEqualTo(4);
      assertThat(partialSum).isCloseTo(completeSum, within(completeSum * 0.01));
    }
  }

  @Test
  void allTeachersSeeTheSameViewsUnlessTheirSeedsDiffer() throws Exception {
    Split train = ImageDataset.open(digits).split(DatasetInfo.TRAIN);
    Path other = teacher("vgg8x0.25", 4);
    SoftLabels first = open(run(Map.of("views", 2, "name", "first"), teacher));
    SoftLabels second = open(run(Map.of("views", 2, "name", "second"), other));
    SoftLabels stranger = open(run(Map.of("views", 2, "name", "third", "viewSeed", 9), other));

    assertThat(TeacherEnsemble.over(train, List.of(first, second)).names())
        .containsExactly("first", "second");
    assertThatThrownBy(() -> TeacherEnsemble.over(train, List.of(first, stranger)))
        .isInstanceOf(SoftLabelsException.class)
        .hasMessageContaining("teacher 'third' saw other views than teacher 'first'")
        .hasMessageContaining("same viewSeed");
  }

  @Test
  void aTemperatureIsFittedOnRequestOnly() throws Exception {
    StepExit calibrated = run(Map.of("views", 1), teacher);
    StepExit plain = run(Map.of("views", 1, "calibrate", false), teacher);

    assertThat(open(plain).info().temperature()).isEqualTo(1);
    // An untrained teacher is sure of nothing rightly: only a high temperature makes it honest.
    assertThat(open(calibrated).info().temperature()).isGreaterThan(1.5);
  }

  @Test
  void aTeacherOfOtherImagesIsRefusedWithEverythingThatDiffers() throws Exception {
    Path labels = temporary.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(labels, 100, 0);
    InputArtifact others = harness.artifact(labels, ArtifactType.DATASET, "");
    StepExit exit =
        harness.run(
            new SoftLabelExtraction(),
            Map.of(),
            Map.of(
                "dataset",
                List.of(others),
                "teacher",
                List.of(harness.artifact(teacher, ArtifactType.MODEL, ""))));

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("task: multiclass against multilabel")
        .contains("classes: ");
  }

  private SoftLabels open(StepExit exit) throws Exception {
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    return SoftLabels.open(harness.output(exit, "softLabels"));
  }

  private StepExit run(Map<String, Object> parameters, Path model) throws Exception {
    return run(parameters, model, 1);
  }

  private StepExit run(Map<String, Object> parameters, Path model, int cores) throws Exception {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("flip", false);
    return harness
        .cores(cores)
        .run(
            new SoftLabelExtraction(),
            all,
            Map.of(
                "dataset",
                List.of(dataset),
                "teacher",
                List.of(harness.artifact(model, ArtifactType.MODEL, "resnet"))));
  }

  private Path teacher(String architecture, long seed) throws Exception {
    Path directory = Files.createDirectories(temporary.resolve("teacher-" + architecture));
    TorchEngine.start(1);
    ModelDescription description =
        ModelDescription.of(ImageDataset.open(digits).info(), List.of(architecture), 0);
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, seed)) {
      ModelFolder.write(directory, description.measured(network), network, TrainingHistory.empty());
    }
    return directory;
  }
}
