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
import io.stillhouse.training.loss.DecoupledSoftTargets;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    NDArray loss = new SingleLabelLoss(CrossEntropy.plain()).ensembleLoss(branches(), labels());
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
    NDArray targets = soft.targets(List.of(array(TEACHER)), List.of(1.0));
    assertThat((double) soft.ensembleLoss(branches(), targets, labels()).getFloat())
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
    NDArray targets = soft.targets(List.of(array(TEACHER)), List.of(1.0));
    double loss = soft.ensembleLoss(branches(), targets, labels()).getFloat();
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
  void theDecoupledLossOfTheEnsembleSeesTheLabelsClassAndTheOthersApart() {
    SoftLoss soft =
        new DecoupledSoftLoss(new DecoupledSoftTargets(T, 1, 8), Combination.MEAN_PROBABILITIES);
    double expected = 0;
    for (int row = 0; row < 2; row++) {
      double[] target = softmax(TEACHER, T, row);
      double[] mean = meanSoftmax(T, row);
      int t = LABELS[row];
      expected +=
          target[t] * Math.log(target[t] / mean[t])
              + (1 - target[t]) * Math.log((1 - target[t]) / (1 - mean[t]));
      for (int c = 0; c < 3; c++) {
        if (c != t) {
          double p = target[c] / (1 - target[t]);
          expected += 8 * p * Math.log(p / (mean[c] / (1 - mean[t])));
        }
      }
    }
    NDArray targets = soft.targets(List.of(array(TEACHER)), List.of(1.0));
    assertThat((double) soft.ensembleLoss(branches(), targets, labels()).getFloat())
        .isCloseTo(T * T * expected / 2, within(1e-5));
  }

  @Test
  void teachersCountAsTheirWeightsSay() {
    SoftLoss soft = new SingleLabelSoftLoss(T, Combination.MEAN_PROBABILITIES);
    TeacherWeights weights =
        TeacherWeights.named(List.of("a", "b", "c"), Map.of("a", 3.0, "b", 1.0, "c", 5.0));
    NDArray targets =
        soft.targets(List.of(array(FIRST), array(TEACHER)), weights.of(List.of(0, 1)));
    for (int row = 0; row < 2; row++) {
      double[] first = softmax(FIRST, T, row);
      double[] second = softmax(TEACHER, T, row);
      for (int c = 0; c < 3; c++) {
        assertThat((double) targets.getFloat(row, c))
            .isCloseTo(0.75 * first[c] + 0.25 * second[c], within(1e-6));
      }
    }
  }

  @Test
  void weightsThatMakeNoSenseAreRefused() {
    List<String> teachers = List.of("resnet", "vgg");
    assertThatThrownBy(() -> TeacherWeights.named(teachers, Map.of("vgh", 1.0, "vgg", 1.0)))
        .isInstanceOf(TrainingInputException.class)
        .hasMessage(
            "teacherWeights: 'vgh' is no teacher; they are [resnet, vgg]; teacher 'resnet' has no"
                + " weight");
    assertThatThrownBy(() -> new TeacherWeights(List.of(1.0, -1.0)))
        .hasMessageContaining("[1.0, -1.0]; each must be 0 or more");
    assertThatThrownBy(() -> new TeacherWeights(List.of(0.0, 0.0)))
        .hasMessageContaining("one above 0");
    assertThatThrownBy(() -> new TeacherWeights(List.of(1.0, 0.0)).of(List.of(1)))
        .hasMessageContaining("learns from teachers of weight 0 only");
  }

  @Test
  void softLossesCountMoreFromEpochToEpochUntilTheWarmUpIsOver() {
    DistillationWeights warmed =
        new DistillationWeights(0.1, 0.9, 1, 0, 0, 4, DistillationWeights.Calibration.NONE);
    assertThat(IntStream.range(0, 6).mapToDouble(warmed::softShare))
        .containsExactly(0.25, 0.5, 0.75, 1.0, 1.0, 1.0);
    assertThat(
            new DistillationWeights(0.1, 0.9, 1, 0, 0, 0, DistillationWeights.Calibration.NONE)
                .softShare(0))
        .isEqualTo(1);
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

  private NDArray labels() {
    return manager.create(new long[] {LABELS[0], LABELS[1]});
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
