package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.loss.MultiLabelCrossEntropy;
import java.util.List;

/**
 * Binary cross-entropy: an image has any of the labels.
 *
 * @param crossEntropy with or without weights of positives
 */
public record MultiLabelLoss(MultiLabelCrossEntropy crossEntropy) implements LabelLoss {
  /**
   * A label so rare that its positives would drown everything else is weighed no more than this.
   */
  private static final double LARGEST_WEIGHT = 20;

  /** Positives and negatives count the same. */
  public static MultiLabelLoss unweighted() {
    return new MultiLabelLoss(MultiLabelCrossEntropy.unweighted());
  }

  /**
   * A label's positives count negatives / positives times, 20 at most.
   *
   * @param split whose counts decide
   * @param manager owns the weights
   */
  public static MultiLabelLoss weightedByCounts(Split split, NDManager manager) {
    List<Integer> counts = split.info().classCounts();
    float[] weights = new float[counts.size()];
    for (int label = 0; label < weights.length; label++) {
      double positives = Math.max(1, counts.get(label));
      weights[label] = (float) Math.min(LARGEST_WEIGHT, (split.size() - positives) / positives);
    }
    return new MultiLabelLoss(MultiLabelCrossEntropy.weighted(manager.create(weights)));
  }

  @Override
  public NDArray labels(NDManager manager, Split split, int[] rows) {
    return manager.create(
        split.labelVectors(rows, 0, rows.length),
        new Shape(rows.length, split.dataset().classes().size()));
  }

  @Override
  public NDArray loss(NDArray logits, NDArray labels) {
    return crossEntropy.loss(logits, labels);
  }

  @Override
  public NDArray ensembleLoss(List<NDArray> branchLogits, NDArray labels) {
    return crossEntropy.loss(LabelEnsemble.logits(branchLogits, 1), labels);
  }
}
