package io.stillhouse.training.loss;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static io.stillhouse.training.loss.LossGradient.backward;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.golden.GoldenFile;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Float32 against float64 references: 1e-5 of the largest value. */
class MultiLabelLossesTest {
  private static final double TOLERANCE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenFile golden = GoldenFile.read("multi_label.json");
  private final NDArray student = golden.array("student_logits", manager);
  private final NDArray labels = golden.array("labels", manager);
  private final NDArray weights = golden.array("positive_weights", manager);

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void crossEntropiesMatchTheReference() {
    assertClose(
        MultiLabelCrossEntropy.unweighted().loss(student, labels), golden.number("bce"), TOLERANCE);
    assertClose(
        MultiLabelCrossEntropy.weighted(weights).loss(student, labels),
        golden.number("bce_weighted"),
        TOLERANCE);
  }

  @Test
  void theGradientOfTheWeightedCrossEntropyMatchesFiniteDifferences() {
    MultiLabelCrossEntropy loss = MultiLabelCrossEntropy.weighted(weights);
    backward(() -> loss.loss(student, labels), student);
    FiniteDifferences.assertGradient(student, moved -> loss.loss(moved, labels));
  }

  @Test
  void distillationMatchesTheReferenceInValueAndGradient() {
    double temperature = golden.number("temperature");
    NDArray targets =
        EnsembleSoftTargets.uniform(temperature, Combination.MEAN_PROBABILITIES, 1)
            .sigmoid(List.of(golden.array("teacher_logits", manager)));
    MultiLabelSoftTargets distillation = new MultiLabelSoftTargets(temperature);
    NDArray loss = backward(() -> distillation.loss(student, targets), student);
    assertClose(loss, golden.number("distillation"), TOLERANCE);
    assertClose(student.getGradient(), golden.values("distillation_gradient"), TOLERANCE);
  }

  @Test
  void logitsFarFromZeroGiveFiniteLossesAndGradients() {
    NDArray extreme = manager.create(new float[] {-500, 500, 500, -500}, new Shape(1, 4));
    NDArray wrong = manager.create(new float[] {1, 0, 1, 0}, new Shape(1, 4));
    NDArray loss =
        backward(() -> MultiLabelCrossEntropy.unweighted().loss(extreme, wrong), extreme);
    assertThat(loss.getFloat()).isEqualTo(250);
    assertThat(extreme.getGradient().toFloatArray()).containsExactly(-0.25f, 0.25f, 0, 0);
  }
}
