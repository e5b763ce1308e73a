package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.stillhouse.training.engine.Scaling;
import java.util.List;

/** The joint prediction of parallel branches, through which gradients flow to all of them. */
public final class BranchEnsemble {
  private BranchEnsemble() {}

  /**
   * The logarithm of the mean over the branches of softmax(logits / temperature), [B, classes].
   *
   * @param branchLogits [B, classes] of each branch, at least one
   * @param temperature above 0; 1 for the prediction itself
   */
  public static NDArray logMeanProbabilities(List<NDArray> branchLogits, double temperature) {
    Temperature.check(temperature);
    NDList logProbabilities = new NDList(branchLogits.size());
    for (NDArray logits : branchLogits) {
      Shapes.requireEqual("branch 0", branchLogits.get(0), "another branch", logits);
      logProbabilities.add(Scaling.divide(logits, temperature).logSoftmax(-1));
    }
    if (logProbabilities.size() == 1) {
      return logProbabilities.head();
    }
    return LogSumExp.over(NDArrays.stack(logProbabilities), 0)
        .sub((float) Math.log(branchLogits.size()));
  }

  /** The mean of the logits, [B, classes]; the prediction is its softmax or sigmoid. */
  public static NDArray meanLogits(List<NDArray> branchLogits) {
    if (branchLogits.size() == 1) {
      return branchLogits.get(0);
    }
    NDArray sum = branchLogits.get(0).add(branchLogits.get(1));
    for (NDArray logits : branchLogits.subList(2, branchLogits.size())) {
      sum = sum.add(logits);
    }
    return Scaling.divide(sum, branchLogits.size());
  }
}
