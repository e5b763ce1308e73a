package io.stillhouse.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.inference.EnsembleLogits;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The losses of joint predictions, held against the formulas in double precision. */
class BranchLossesTest {
  private static final double T = 3;
  private static final float[] FIRST = {2, -1, 0.5f, 0, 1, -2};
  private static final float[] SECOND = {-0.5f, 1.5f, 0, 3, -1, 1};
  private static final float[] TEACHER = {1, 0, -1, 2, 2, -3};
  private static final int[] LABELS = {0, 2};

  private NDManager manager;

  @BeforeEach
  void startEngine() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager("PyTorch");
  }

  @AfterEach
  void freeArrays() {
    manager.close();
  }

  @Test
  void theLabelLossOfTheEnsembleIsThatOfTheMeanProbabilities() {
    double expected = 0;
    for (int row = 0; row < 2; row++) {
      expected -= Math.log(meanSoftmax(1, row)[LABELS[row]]) / 2;
    }
    NDArray loss =
        new SingleLabelLoss(CrossEntropy.plain())
            .ensembleLoss(branches(), manager.create(new long[] {0, 2}));
    assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void theSoftLossOfTheEnsembleSoftensEachBranchBeforeTheMean() {
    SoftLoss soft = new SingleLabelSoftLoss(T, Combination.MEAN_PROBABILITIES);
    double expected = 0;
    for (int row = 0; row < 2; row++) {
      double[] target = softmax(TEACHER, T, row);
      double[] mean = meanSoftmax(T, row);
      for (int c = 0; c < 3; c++) {
        expected += T * T * target[c] * Math.log(target[c] / mean[c]) / 2;
      }
    }
    NDArray targets = soft.targets(List.of(array(TEACHER)));
    assertThat((double) soft.ensembleLoss(branches(), targets).getFloat())
        .isCloseTo(expected, within(1e-5));
  }

  @Test
  void independentLabelsAreAveragedLabelByLabel() {
    SoftLoss soft = new MultiLabelSoftLoss(T, Combination.MEAN_PROBABILITIES);
    double expected = 0;
    for (int i = 0; i < FIRST.length; i++) {
      double target = sigmoid(TEACHER[i] / T);
      double mean = (sigmoid(FIRST[i] / T) + sigmoid(SECOND[i] / T)) / 2;
      double crossEntropy = -target * Math.log(mean) - (1 - target) * Math.log(1 - mean);
      expected += T * T * crossEntropy / FIRST.length;
    }
    NDArray targets = soft.targets(List.of(array(TEACHER)));
    double loss = soft.ensembleLoss(branches(), targets).getFloat();
    // A constant, the entropy of the targets, may be left out of a divergence.
    double entropy = 0;
    for (float logit : TEACHER) {
      double target = sigmoid(logit / T);
      entropy -=
          T
              * T
              * (target * Math.log(target) + (1 - target) * Math.log(1 - target))
              / TEACHER.length;
    }
    assertThat(Math.min(Math.abs(loss - expected), Math.abs(loss - (expected - entropy))))
        .isLessThan(1e-5);
  }

  @Test
  void theJointPredictionIsTheMeanOfProbabilities() {
    float[] joint = EnsembleLogits.of(List.of(FIRST, SECOND), 3, Task.MULTICLASS);
    for (int row = 0; row < 2; row++) {
      assertThat(softmax(joint, 1, row)).containsExactly(meanSoftmax(1, row), within(1e-6));
    }
    float[] labels = EnsembleLogits.of(List.of(FIRST, SECOND), 3, Task.MULTILABEL);
    for (int i = 0; i < FIRST.length; i++) {
      assertThat(sigmoid(labels[i]))
          .isCloseTo((sigmoid(FIRST[i]) + sigmoid(SECOND[i])) / 2, within(1e-6));
    }
  }

  @Test
  void branchesArePairedWithTeachersInOrderOrByName() {
    List<String> teachers = List.of("resnet", "vgg");
    assertThat(TeacherAssignment.of(2, teachers, List.of()).teachersOfBranches())
        .containsExactly(List.of(0), List.of(1));
    assertThat(TeacherAssignment.of(1, teachers, List.of()).teachersOfBranches())
        .containsExactly(List.of(0, 1));
    assertThat(TeacherAssignment.of(2, teachers, List.of("vgg", "all")).teachersOfBranches())
        .containsExactly(List.of(1), List.of(0, 1));
    assertThatThrownBy(() -> TeacherAssignment.of(2, teachers, List.of("vgg")))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageContaining("names 1 teachers for 2 branches");
    assertThatThrownBy(() -> TeacherAssignment.of(1, teachers, List.of("vgh")))
        .hasMessageContaining("'vgh'")
        .hasMessageContaining("[resnet, vgg]");
  }

  private List<NDArray> branches() {
    return List.of(array(FIRST), array(SECOND));
  }

  private NDArray array(float[] values) {
    return manager.create(values, new Shape(2, 3));
  }

  private static double[] meanSoftmax(double temperature, int row) {
    double[] first = softmax(FIRST, temperature, row);
    double[] second = softmax(SECOND, temperature, row);
    double[] mean = new double[3];
    for (int c = 0; c < 3; c++) {
      mean[c] = (first[c] + second[c]) / 2;
    }
    return mean;
  }

  private static double[] softmax(float[] logits, double temperature, int row) {
    double[] probabilities = new double[3];
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      probabilities[c] = Math.exp(logits[row * 3 + c] / temperature);
      sum += probabilities[c];
    }
    for (int c = 0; c < 3; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
