package io.stillhouse.training.loss;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static io.stillhouse.training.loss.LossGradient.backward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.golden.GoldenFile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Float32 against float64 references of src/test/python/method_losses.py. */
class AttentionLossTest {
  private static final double TOLERANCE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void valueAndGradientMatchTheReferenceWhicheverMapIsLarger() {
    List<GoldenFile> cases = GoldenFile.read("attention.json").objects("cases");
    assertThat(cases).hasSize(3);
    for (GoldenFile reference : cases) {
      NDArray student = reference.array("student", manager);
      NDArray teacher = reference.array("teacher", manager);
      NDArray loss = backward(() -> AttentionLoss.loss(student, teacher), student);

      assertClose(loss, reference.number("loss"), TOLERANCE);
      assertClose(student.getGradient(), reference.values("gradient"), TOLERANCE);
    }
  }

  @Test
  void theGradientIsThatOfTheDifferencesOfTheLoss() {
    NDArray student =
        manager.create(new float[] {1, -2, 0.5f, 1, 0, 3, 1, -1}, new Shape(1, 2, 2, 2));
    NDArray teacher = manager.create(new float[] {0, 1, 2, 0.5f}, new Shape(1, 1, 2, 2));
    backward(() -> AttentionLoss.loss(student, teacher), student);

    FiniteDifferences.assertGradient(student, moved -> AttentionLoss.loss(moved, teacher));
  }

  @Test
  void whereBothLookAtTheSamePlacesScaleAndChannelsDoNotMatter() {
    NDArray teacher = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2));
    NDArray student =
        manager.create(
            new float[] {1e3f, 2e3f, 3e3f, 4e3f, -1e3f, -2e3f, -3e3f, -4e3f},
            new Shape(1, 2, 2, 2));

    assertThat(AttentionLoss.loss(student, teacher).getFloat()).isCloseTo(0, within(1e-7f));
  }

  @Test
  void aDeadStageHasAFiniteLossAndNoGradient() {
    NDArray student = manager.zeros(new Shape(1, 2, 2, 2));
    NDArray teacher = manager.ones(new Shape(1, 1, 2, 2));
    NDArray loss = backward(() -> AttentionLoss.loss(student, teacher), student);

    assertThat(loss.getFloat()).isCloseTo(0.25f, within(1e-6f));
    assertThat(student.getGradient().toFloatArray()).containsExactly(new float[8], within(0f));
  }
}
