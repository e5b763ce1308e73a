package io.stillhouse.training.loss;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static io.stillhouse.training.loss.LossGradient.backward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.golden.GoldenFile;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Float32 against float64 references: 1e-5 of the largest value. */
class SoftTargetLossesTest {
  private static final double TOLERANCE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void softTargetKlMatchesTheReferenceAtEveryTemperature() {
    GoldenFile golden = GoldenFile.read("soft_target_kl.json");
    List<GoldenFile> cases = golden.objects("cases");
    assertThat(cases).hasSize(4);
    for (GoldenFile reference : cases) {
      NDArray student = golden.array("student_logits", manager);
      NDArray teacher = golden.array("teacher_logits", manager);
      double temperature = reference.number("temperature");
      NDArray targets =
          EnsembleSoftTargets.uniform(temperature, Combination.MEAN_PROBABILITIES, 1)
              .softmax(List.of(teacher));
      NDArray loss = backward(() -> new SoftTargetKl(temperature).loss(student, targets), student);
      assertClose(loss, reference.number("loss"), TOLERANCE);
      assertClose(student.getGradient(), reference.values("gradient"), TOLERANCE);
    }
  }

  @Test
  void softTargetKlIsZeroWhereTheStudentIsTheTeacher() {
    NDArray logits = manager.create(new float[] {3, -1, 40, 0, 0, 0}, new Shape(2, 3));
    NDArray targets =
        EnsembleSoftTargets.uniform(1, Combination.MEAN_PROBABILITIES, 1).softmax(List.of(logits));
    assertThat(new SoftTargetKl(1).loss(logits, targets).getFloat()).isCloseTo(0, within(1e-6f));
  }

  @Test
  void aTargetProbabilityOfZeroGivesAFiniteLoss() {
    NDArray student = manager.create(new float[] {0, 1, 2}, new Shape(1, 3));
    NDArray targets = manager.create(new float[] {1, 0, 0}, new Shape(1, 3));
    NDArray loss = backward(() -> new SoftTargetKl(1).loss(student, targets), student);
    assertThat(loss.getFloat()).isCloseTo(2.4076059f, within(1e-5f));
    assertThat(student.getGradient().toFloatArray()).doesNotContain(Float.NaN);
  }

  @Test
  void ensembleTargetsMatchTheReferenceInEveryCombination() {
    GoldenFile golden = GoldenFile.read("ensemble_soft_targets.json");
    List<NDArray> teachers = golden.arrays("teacher_logits", manager);
    double temperature = golden.number("temperature");
    NDArray meanProbabilities =
        EnsembleSoftTargets.uniform(temperature, Combination.MEAN_PROBABILITIES, 3)
            .softmax(teachers);
    NDArray meanLogits =
        EnsembleSoftTargets.uniform(temperature, Combination.MEAN_LOGITS, 3).softmax(teachers);
    List<Double> weights = Arrays.stream(golden.values("weights")).boxed().toList();
    NDArray weighted =
        new EnsembleSoftTargets(temperature, Combination.MEAN_PROBABILITIES, weights)
            .softmax(teachers);
    assertClose(meanProbabilities, golden.values("mean_probabilities"), TOLERANCE);
    assertClose(meanLogits, golden.values("mean_logits"), TOLERANCE);
    assertClose(weighted, golden.values("weighted_probabilities"), TOLERANCE);
  }

  @Test
  void combinedLossAndCrossEntropiesMatchTheReference() {
    GoldenFile golden = GoldenFile.read("combined.json");
    NDArray student = golden.array("student_logits", manager);
    NDArray teacher = golden.array("teacher_logits", manager);
    NDArray labels = golden.labels("labels", manager);
    double temperature = golden.number("temperature");
    NDArray targets =
        EnsembleSoftTargets.uniform(temperature, Combination.MEAN_PROBABILITIES, 1)
            .softmax(List.of(teacher));
    CombinedLoss combined =
        new CombinedLoss(
            golden.number("alpha"), new SoftTargetKl(temperature), CrossEntropy.plain());
    NDArray loss = backward(() -> combined.loss(student, targets, labels), student);
    assertClose(loss, golden.number("loss"), TOLERANCE);
    assertClose(student.getGradient(), golden.values("gradient"), TOLERANCE);
    assertClose(
        CrossEntropy.plain().loss(student, labels), golden.number("cross_entropy"), TOLERANCE);
    assertClose(
        new CrossEntropy(0.1).loss(student, labels),
        golden.number("cross_entropy_smooth_0_1"),
        TOLERANCE);
  }

  @Test
  void wrongSettingsAndShapesAreRefused() {
    NDArray student = manager.zeros(new Shape(2, 3));
    NDArray column = manager.ones(new Shape(2, 1));
    assertThatThrownBy(() -> new SoftTargetKl(1).loss(student, column))
        .hasMessage("student has shape (2, 3), but targets has (2, 1)");
    assertThatThrownBy(() -> new SoftTargetKl(0))
        .hasMessage("a temperature must be above 0 and finite, not 0.0");
    assertThatThrownBy(() -> new EnsembleSoftTargets(1, Combination.MEAN_LOGITS, List.of(0.5, 0.6)))
        .hasMessageContaining("sum to 1, not [0.5, 0.6]");
    assertThatThrownBy(
            () ->
                EnsembleSoftTargets.uniform(1, Combination.MEAN_LOGITS, 2)
                    .softmax(List.of(student)))
        .hasMessage("logits of 1 teachers for 2 weights");
  }
}
