package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.loss.BranchEnsemble;
import io.stillhouse.training.loss.EnsembleSoftTargets;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import io.stillhouse.training.loss.SoftTargetKl;
import java.util.List;

/**
 * Kullback-Leibler divergence of softened softmax distributions.
 *
 * @param temperature above 0
 * @param combination what of several teachers, and of several branches, is averaged
 */
public record SingleLabelSoftLoss(double temperature, Combination combination) implements SoftLoss {

  @Override
  public NDArray targets(List<NDArray> teacherLogits, List<Double> weights) {
    return new EnsembleSoftTargets(temperature, combination, weights).softmax(teacherLogits);
  }

  @Override
  public NDArray loss(NDArray logits, NDArray targets, NDArray labels) {
    return new SoftTargetKl(temperature).loss(logits, targets);
  }

  @Override
  public NDArray ensembleLoss(List<NDArray> branchLogits, NDArray targets, NDArray labels) {
    if (combination == Combination.MEAN_LOGITS) {
      return loss(BranchEnsemble.meanLogits(branchLogits), targets, labels);
    }
    return new SoftTargetKl(temperature)
        .fromLogProbabilities(
            BranchEnsemble.logMeanProbabilities(branchLogits, temperature), targets);
  }
}
