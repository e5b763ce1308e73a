package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import io.stillhouse.training.engine.Scaling;
import java.util.List;

/** The joint prediction of branches for independent labels. */
final class LabelEnsemble {
  private LabelEnsemble() {}

  /**
   * Logits whose sigmoid is the mean over the branches of sigmoid(logits / temperature): log(mean
   * p) - log(mean (1 - p)), both from logarithms, because probabilities underflow.
   *
   * @param branchLogits [B, labels] of each branch
   * @return [B, labels]
   */
  static NDArray logits(List<NDArray> branchLogits, double temperature) {
    NDList positive = new NDList(branchLogits.size());
    NDList negative = new NDList(branchLogits.size());
    for (NDArray logits : branchLogits) {
      NDArray softened = Scaling.divide(logits, temperature);
      // log(sigmoid(z)) = -softplus(-z) and log(1 - sigmoid(z)) = -softplus(z)
      positive.add(Activation.softPlus(softened.neg()).neg());
      negative.add(Activation.softPlus(softened).neg());
    }
    return logSumExp(positive).sub(logSumExp(negative));
  }

  private static NDArray logSumExp(NDList logarithms) {
    NDArray stacked = NDArrays.stack(logarithms);
    NDArray largest = stacked.stopGradient().max(new int[] {0});
    return stacked.sub(largest).exp().sum(new int[] {0}).log().add(largest);
  }
}
