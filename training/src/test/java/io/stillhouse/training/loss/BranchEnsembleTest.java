package io.stillhouse.training.loss;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static io.stillhouse.training.loss.LossGradient.backward;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.golden.GoldenFile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BranchEnsembleTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void theMeanOfProbabilitiesMatchesTheReference() {
    GoldenFile golden = GoldenFile.read("ensemble_soft_targets.json");
    List<NDArray> logits = golden.arrays("teacher_logits", manager);
    NDArray joint = BranchEnsemble.logMeanProbabilities(logits, golden.number("temperature"));
    assertClose(joint.exp(), golden.values("mean_probabilities"), 1e-5);
  }

  @Test
  void gradientsReachEveryBranchAndMatchFiniteDifferences() {
    NDArray first = manager.create(new float[] {0.3f, -1, 2, 1, 0, -0.5f}, new Shape(2, 3));
    NDArray second = manager.create(new float[] {1, 0.2f, -2, 0, 0.7f, 0.1f}, new Shape(2, 3));
    NDArray labels = manager.create(new long[] {2, 0});
    backward(() -> loss(List.of(first, second), labels), first, second);
    FiniteDifferences.assertGradient(first, moved -> loss(List.of(moved, second), labels));
    FiniteDifferences.assertGradient(second, moved -> loss(List.of(first, moved), labels));
  }

  private static NDArray loss(List<NDArray> branches, NDArray labels) {
    return CrossEntropy.plain()
        .fromLogProbabilities(BranchEnsemble.logMeanProbabilities(branches, 1), labels);
  }

  @Test
  void probabilitiesThatUnderflowStillGiveFiniteLossesAndGradients() {
    NDArray first = manager.create(new float[] {0, 300}, new Shape(1, 2));
    NDArray second = manager.create(new float[] {0, 200}, new Shape(1, 2));
    NDArray labels = manager.create(new long[] {0});
    NDArray loss = backward(() -> loss(List.of(first, second), labels), first, second);
    assertThat(loss.getFloat()).isBetween(200f, 201f);
    assertThat(first.getGradient().toFloatArray()).doesNotContain(Float.NaN);
    assertThat(second.getGradient().toFloatArray()).doesNotContain(Float.NaN);
  }

  @Test
  void theMeanOfLogitsIsTheMean() {
    NDArray first = manager.create(new float[] {1, 2}, new Shape(1, 2));
    NDArray second = manager.create(new float[] {3, 5}, new Shape(1, 2));
    NDArray third = manager.create(new float[] {2, 5}, new Shape(1, 2));
    assertThat(BranchEnsemble.meanLogits(List.of(first, second, third)).toFloatArray())
        .containsExactly(2, 4);
  }
}
