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
    return task == Task.MULTICLASS ? ofSoftmax(branches, classes) : ofSigmoid(branches);
  }

  private static float[] ofSoftmax(List<float[]> branches, int classes) {
    double[] sum = new double[branches.get(0).length];
    for (float[] logits : branches) {
      addSoftmax(logits, classes, sum);
    }
    float[] ensemble = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      ensemble[i] = (float) logOfMean(sum[i], branches.size());
    }
    return ensemble;
  }

  /**
   * Yes and no are summed apart: the difference of a probability from 1 is lost when it is near.
   */
  private static float[] ofSigmoid(List<float[]> branches) {
    float[] ensemble = new float[branches.get(0).length];
    for (int i = 0; i < ensemble.length; i++) {
      double yes = 0;
      double no = 0;
      for (float[] logits : branches) {
        yes += 1 / (1 + Math.exp(-logits[i]));
        no += 1 / (1 + Math.exp(logits[i]));
      }
      ensemble[i] = (float) (logOfMean(yes, branches.size()) - logOfMean(no, branches.size()));
    }
    return ensemble;
  }

  private static double logOfMean(double sum, int count) {
    return Math.log(Math.max(sum / count, SMALLEST_PROBABILITY));
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
}
