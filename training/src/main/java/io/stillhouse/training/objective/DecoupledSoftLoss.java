package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.loss.BranchEnsemble;
import io.stillhouse.training.loss.DecoupledSoftTargets;
import io.stillhouse.training.loss.EnsembleSoftTargets;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import java.util.List;

/**
 * Decoupled divergence of softened softmax distributions; the targets are logarithms.
 *
 * @param divergence temperature and weights
 * @param combination what of several teachers, and of several branches, is averaged
 */
public record DecoupledSoftLoss(DecoupledSoftTargets divergence, Combination combination)
    implements SoftLoss {

  @Override
  public NDArray targets(List<NDArray> teacherLogits, List<Double> weights) {
    return new EnsembleSoftTargets(divergence.temperature(), combination, weights)
        .logSoftmax(teacherLogits);
  }

  @Override
  public NDArray loss(NDArray logits, NDArray targets, NDArray labels) {
    return divergence.loss(logits, targets, labels);
  }

  @Override
  public NDArray ensembleLoss(List<NDArray> branchLogits, NDArray targets, NDArray labels) {
    if (combination == Combination.MEAN_LOGITS) {
      return loss(BranchEnsemble.meanLogits(branchLogits), targets, labels);
    }
    return divergence.fromLogProbabilities(
        BranchEnsemble.logMeanProbabilities(branchLogits, divergence.temperature()),
        targets,
        labels);
  }
}
