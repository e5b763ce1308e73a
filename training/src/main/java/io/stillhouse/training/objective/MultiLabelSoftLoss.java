package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.loss.BranchEnsemble;
import io.stillhouse.training.loss.EnsembleSoftTargets;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import io.stillhouse.training.loss.MultiLabelSoftTargets;
import java.util.List;

/**
 * Divergence of softened Bernoulli distributions, one a label.
 *
 * @param temperature above 0
 * @param combination what of several teachers, and of several branches, is averaged
 */
public record MultiLabelSoftLoss(double temperature, Combination combination) implements SoftLoss {

  @Override
  public NDArray targets(List<NDArray> teacherLogits, List<Double> weights) {
    return new EnsembleSoftTargets(temperature, combination, weights).sigmoid(teacherLogits);
  }

  @Override
  public NDArray loss(NDArray logits, NDArray targets, NDArray labels) {
    return new MultiLabelSoftTargets(temperature).loss(logits, targets);
  }

  @Override
  public NDArray ensembleLoss(List<NDArray> branchLogits, NDArray targets, NDArray labels) {
    if (combination == Combination.MEAN_LOGITS) {
      return loss(BranchEnsemble.meanLogits(branchLogits), targets, labels);
    }
    // The joint logits are softened already, and the loss softens what it gets.
    NDArray joint = Scaling.multiply(LabelEnsemble.logits(branchLogits, temperature), temperature);
    return loss(joint, targets, labels);
  }
}
