package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.metrics.ClassificationMetrics;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.MultiLabelMetrics;
import java.util.function.DoubleUnaryOperator;

/**
 * Temperature scaling (Guo et al., On Calibration of Modern Neural Networks, 2017): the one number
 * by which to divide a teacher's logits so that the labels of data it did not learn from are most
 * likely.
 */
public final class Calibration {
  private static final double SMALLEST = 0.05;
  private static final double LARGEST = 20;
  private static final int ROUNDS = 40;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Calibration() {}

  /**
   * The temperature from stored logits.
   *
   * @param split the images; normally the validation split
   * @param rows its soft labels, one plain view an image
   * @return 0.05 to 20
   */
  public static double temperature(Split split, SoftLabels.Rows rows) {
    int classes = split.dataset().classes().size();
    float[] values = new float[rows.size() * classes];
    for (int row = 0; row < rows.size(); row++) {
      rows.copyLogits(row, 0, values, row * classes);
    }
    Logits logits = new Logits(values, classes);
    if (split.dataset().task() == Task.MULTILABEL) {
      float[] labels = split.labelVectors(split.rows(), 0, split.size());
      return minimiser(
          temperature ->
              new MultiLabelMetrics(logits.atTemperature(temperature), labels)
                  .binaryCrossEntropy());
    }
    int[] labels = split.rows();
    for (int row = 0; row < labels.length; row++) {
      labels[row] = split.label(row);
    }
    return minimiser(
        temperature ->
            ClassificationMetrics.negativeLogLikelihood(logits.atTemperature(temperature), labels));
  }

  /** Golden-section search over the logarithm: the loss has one minimum in the temperature. */
  private static double minimiser(DoubleUnaryOperator loss) {
    double low = Math.log(SMALLEST);
    double high = Math.log(LARGEST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double lossLeft = loss.applyAsDouble(Math.exp(left));
    double lossRight = loss.applyAsDouble(Math.exp(right));
    for (int round = 0; round < ROUNDS; round++) {
      if (lossLeft < lossRight) {
        high = right;
        right = left;
        lossRight = lossLeft;
        left = high - GOLDEN * (high - low);
        lossLeft = loss.applyAsDouble(Math.exp(left));
      } else {
        low = left;
        left = right;
        lossLeft = lossRight;
        right = low + GOLDEN * (high - low);
        lossRight = loss.applyAsDouble(Math.exp(right));
      }
    }
    return Math.exp((low + high) / 2);
  }
}
