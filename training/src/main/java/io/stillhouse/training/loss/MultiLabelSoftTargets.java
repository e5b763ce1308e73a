package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;

/**
 * Distillation of independent labels, each a softened Bernoulli distribution: T^2 times the mean
 * over the batch and the labels of the cross-entropy between targets and sigmoid(logits / T). It
 * differs from T^2 times the Kullback-Leibler divergence by the targets' entropy, a constant: the
 * gradient is the same. A softmax over labels that do not exclude each other would be wrong here.
 *
 * @param temperature T, above 0
 */
public record MultiLabelSoftTargets(double temperature) {

  public MultiLabelSoftTargets {
    Temperature.check(temperature);
  }

  /**
   * @param studentLogits [B, labels]
   * @param targets [B, labels] softened by the same temperature, from {@link
   *     EnsembleSoftTargets#sigmoid}; no gradient flows into them
   */
  public NDArray loss(NDArray studentLogits, NDArray targets) {
    NDArray softened = Scaling.divide(studentLogits, temperature);
    return Scaling.multiply(
        MultiLabelCrossEntropy.unweighted().loss(softened, targets), temperature * temperature);
  }
}
