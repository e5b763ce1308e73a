package io.stillhouse.training.loss;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static io.stillhouse.training.loss.LossGradient.backward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.golden.GoldenFile;
import io.stillhouse.training.loss.FlowLoss.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Float32 against float64 references: 1e-5 of the largest value. */
class FeatureLossesTest {
  private static final double TOLERANCE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void hintLossMatchesTheReferenceInValueAndInAllThreeGradients() {
    GoldenFile golden = GoldenFile.read("hint_mse.json");
    NDArray guided = golden.array("guided", manager);
    NDArray hint = golden.array("hint", manager);
    try (HintLoss hintLoss = HintLoss.create(6, 10, manager, 1)) {
      hintLoss
          .parameters()
          .load(
              Map.of(
                  "regressor.weight", golden.array("regressor_weight", manager),
                  "regressor.bias", golden.array("regressor_bias", manager)));
      NDArray loss = backward(() -> hintLoss.loss(guided, hint), guided);
      assertClose(loss, golden.number("loss"), TOLERANCE);
      assertClose(guided.getGradient(), golden.values("grad_guided"), TOLERANCE);
      assertClose(gradient(hintLoss, "regressor.weight"), golden.values("grad_weight"), TOLERANCE);
      assertClose(gradient(hintLoss, "regressor.bias"), golden.values("grad_bias"), TOLERANCE);
    }
  }

  private static NDArray gradient(HintLoss loss, String name) {
    return loss.parameters().get(name).array().getGradient();
  }

  @Test
  void aHintWithAsManyChannelsNeedsNoRegressorAndMayBeOfAnotherSize() {
    NDArray guided = manager.randomNormal(new Shape(2, 2, 7, 6));
    NDArray hint = manager.randomNormal(new Shape(2, 2, 3, 3));
    try (HintLoss hintLoss = HintLoss.create(2, 2, manager, 1)) {
      assertThat(hintLoss.parameters().size()).isZero();
      backward(() -> hintLoss.loss(guided, hint), guided);
      FiniteDifferences.assertGradient(guided, moved -> hintLoss.loss(moved, hint));
    }
  }

  @Test
  void regressorsOfTheSameSeedAreEqual() {
    try (HintLoss first = HintLoss.create(3, 5, manager, 9);
        HintLoss second = HintLoss.create(3, 5, manager, 9)) {
      assertThat(first.parameters().get("regressor.weight").array())
          .isEqualTo(second.parameters().get("regressor.weight").array());
    }
  }

  @Test
  void flowLossMatchesTheReferenceMatrixByMatrixAndInTheGradients() {
    GoldenFile golden = GoldenFile.read("flow_fsp.json");
    List<NDArray> student = golden.arrays("student", manager);
    List<NDArray> teacher = golden.arrays("teacher", manager);
    List<Flow> flows =
        Arrays.stream(golden.matrix("flows"))
            .map(flow -> new Flow((int) flow[0], (int) flow[1]))
            .toList();
    List<NDArray> matrices = golden.arrays("student_matrices", manager);
    double[] losses = golden.values("losses");
    assertThat(flows).hasSize(3);
    for (int i = 0; i < flows.size(); i++) {
      Flow flow = flows.get(i);
      NDArray matrix = FlowLoss.matrix(student.get(flow.from()), student.get(flow.to()));
      assertThat(matrix.sub(matrices.get(i)).abs().max().getFloat()).isLessThan(1e-6f);
      assertClose(new FlowLoss(List.of(flow)).loss(student, teacher), losses[i], TOLERANCE);
    }
    backward(() -> new FlowLoss(flows).loss(student, teacher), student.toArray(NDArray[]::new));
    List<NDArray> gradients = golden.arrays("gradients", manager);
    for (int i = 0; i < student.size(); i++) {
      NDArray difference = student.get(i).getGradient().sub(gradients.get(i)).abs();
      float largest = gradients.get(i).abs().max().getFloat();
      assertThat(difference.max().getFloat()).isLessThan((float) (TOLERANCE * largest));
    }
  }

  @Test
  void flowsBetweenDifferentNumbersOfChannelsAreRefused() {
    List<NDArray> student = new ArrayList<>();
    student.add(manager.zeros(new Shape(1, 4, 8, 8)));
    student.add(manager.zeros(new Shape(1, 8, 4, 4)));
    List<NDArray> teacher = List.of(student.get(0), manager.zeros(new Shape(1, 16, 4, 4)));
    assertThatThrownBy(() -> new FlowLoss(List.of(new Flow(0, 1))).loss(student, teacher))
        .hasMessage(
            "flows need equal numbers of channels, but stage 1 of the student has 8 and of the"
                + " teacher 16; use hints instead");
  }
}
