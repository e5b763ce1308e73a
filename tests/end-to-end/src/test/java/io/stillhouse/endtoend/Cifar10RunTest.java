package io.stillhouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.v1.ClassificationMetrics;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ekd-cifar10-small} on real pictures, a fiftieth of them, with small networks. */
class Cifar10RunTest {
  private static final int CLASSES = 10;

  @TempDir Path workspace;

  @Test
  void aStudentOfTwoBranchesLearnsFromTwoTeachersOfRealPictures() throws Exception {
    CompletedRun run =
        CompletedRun.of(
            workspace,
            "ekd-cifar10-small",
            List.of(
                "source=" + LargeData.archive("cifar10-images.zip"),
                "trainExamples=1000",
                "testExamples=500",
                "teacherEpochs=6",
                "epochs=2",
                "hintEpochs=1",
                "views=2",
                "warmupSteps=5",
                "teachers=[{name: vgg8, architecture: vgg8x0.25}, {name: resnet8, architecture: resnet8}]",
                "branches=[resnet8x0.5, resnet8x0.5]"),
            List.of(
                "dataset",
                "teacher-vgg8",
                "teacher-resnet8",
                "scratch",
                "soft-labels-vgg8",
                "soft-labels-resnet8",
                "hints",
                "student",
                "evaluate"));

    ImageDataset dataset = run.dataset();
    assertThat(dataset.info().splits()).containsOnlyKeys("train", "test");
    assertThat(counts(dataset, "train")).isEqualTo(Collections.nCopies(CLASSES, 100));
    assertThat(counts(dataset, "test")).isEqualTo(Collections.nCopies(CLASSES, 50));

    Evaluation evaluation = run.evaluation();
    assertThat(evaluation.getExamples()).isEqualTo(500);
    assertThat(evaluation.getClassesList())
        .isEqualTo(dataset.info().classes())
        .hasSize(CLASSES)
        .startsWith("airplane", "automobile")
        .endsWith("truck");
    assertThat(evaluation.getModelsList())
        .extracting(ModelEvaluation::getRole)
        .containsExactlyInAnyOrder(
            ModelRole.TEACHER,
            ModelRole.TEACHER,
            ModelRole.TEACHER_ENSEMBLE,
            ModelRole.SCRATCH,
            ModelRole.STUDENT,
            ModelRole.STUDENT_BRANCH,
            ModelRole.STUDENT_BRANCH);
    assertThat(evaluation.getModelsList())
        .allSatisfy(model -> requireConsistent(model.getClassification(), 50));
    // Chance is 0.1 with a standard error of 0.013; teachers came to 0.3 and more.
    assertThat(accuracy(evaluation, ModelRole.TEACHER_ENSEMBLE)).isGreaterThan(0.2);
    assertThat(accuracy(evaluation, ModelRole.STUDENT)).isGreaterThan(0.1);
    run.requireReport("cifar10-small", "automobile", "ensemble of teachers", "Gain of each class");
  }

  private static double accuracy(Evaluation evaluation, ModelRole role) {
    return CompletedRun.model(evaluation, role).getClassification().getAccuracy();
  }

  private static List<Integer> counts(ImageDataset dataset, String split) {
    return dataset.split(split).info().classCounts();
  }

  /** The figures of a model agree with its confusion matrix, of as many images of each class. */
  private static void requireConsistent(ClassificationMetrics metrics, int ofEachClass) {
    assertThat(metrics.getConfusionList()).hasSize(CLASSES * CLASSES);
    assertThat(metrics.getClassAccuracyList()).hasSize(CLASSES);
    for (int row = 0; row < CLASSES; row++) {
      List<Long> images = metrics.getConfusionList().subList(row * CLASSES, (row + 1) * CLASSES);
      assertThat(images.stream().mapToLong(Long::longValue).sum()).isEqualTo(ofEachClass);
      assertThat(metrics.getClassAccuracy(row))
          .isCloseTo((double) images.get(row) / ofEachClass, within(1e-9));
    }
    assertThat(metrics.getAccuracy())
        .isCloseTo(
            IntStream.range(0, CLASSES).mapToDouble(metrics::getClassAccuracy).average().orElse(-1),
            within(1e-9))
        .isLessThanOrEqualTo(metrics.getTop5Accuracy());
  }
}
