package io.stillhouse.training.inference;

import io.stillhouse.training.data.Task;
import java.util.List;

/** Logits of a network of several branches: those of the mean of their probabilities. */
public final class EnsembleLogits {
  private static final double SMALLEST_PROBABILITY = 1e-30;

  private EnsembleLogits() {}

  /**
   * Logits whose softmax is the mean of the branches' softmax (multi-class), or whose sigmoid is
   * the mean of their sigmoids (multi-label); of one branch its own logits.
   *
   * @param branches row-major [N, classes] each
   */
  public static float[] of(List<float[]> branches, int classes, Task task) {
    if (branches.size() == 1) {
      return branches.get(0);
    }
    double[] sum = new double[branches.get(0).length];
    for (float[] logits : branches) {
      if (task == Task.MULTICLASS) {
        addSoftmax(logits, classes, sum);
      } else {
        addSigmoid(logits, sum);
      }
    }
    float[] ensemble = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      double mean = Math.max(sum[i] / branches.size(), SMALLEST_PROBABILITY);
      ensemble[i] =
          (float)
              (task == Task.MULTICLASS
                  ? Math.log(mean)
                  : Math.log(mean) - Math.log(Math.max(1 - mean, SMALLEST_PROBABILITY)));
    }
    return ensemble;
  }

  private static void addSoftmax(float[] logits, int classes, double[] sum) {
    for (int row = 0; row < logits.length; row += classes) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, logits[row + c]);
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += Math.exp(logits[row + c] - largest);
      }
      for (int c = 0; c < classes; c++) {
        sum[row + c] += Math.exp(logits[row + c] - largest) / total;
      }
    }
  }

  private static void addSigmoid(float[] logits, double[] sum) {
    for (int i = 0; i < logits.length; i++) {
      sum[i] += 1 / (1 + Math.exp(-logits[i]));
    }
  }
}
