package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.loss.BranchEnsemble;
import io.stillhouse.training.loss.CrossEntropy;
import java.util.List;

/**
 * Cross-entropy: an image belongs to exactly one class.
 *
 * @param crossEntropy with or without label smoothing
 */
public record SingleLabelLoss(CrossEntropy crossEntropy) implements LabelLoss {
  @Override
  public NDArray labels(NDManager manager, Split split, int[] rows) {
    return manager.create(split.labels(rows, 0, rows.length));
  }

  @Override
  public NDArray loss(NDArray logits, NDArray labels) {
    return crossEntropy.loss(logits, labels);
  }

  @Override
  public NDArray ensembleLoss(List<NDArray> branchLogits, NDArray labels) {
    return crossEntropy.fromLogProbabilities(
        BranchEnsemble.logMeanProbabilities(branchLogits, 1), labels);
  }
}
