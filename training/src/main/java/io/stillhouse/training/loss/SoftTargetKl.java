package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;

/**
 * The divergence of a student from softened targets (Hinton et al., Distilling the Knowledge in a
 * Neural Network, 2015): T^2 * KL(targets || softmax(logits / T)), summed over the classes, the
 * mean over the batch. The factor T^2 keeps the size of gradients when T changes.
 *
 * @param temperature T, above 0
 */
public record SoftTargetKl(double temperature) {

  public SoftTargetKl {
    Temperature.check(temperature);
  }

  /**
   * @param studentLogits [B, classes]
   * @param targets [B, classes] probabilities softened by the same temperature, from {@link
   *     EnsembleSoftTargets#softmax}; no gradient flows into them
   */
  public NDArray loss(NDArray studentLogits, NDArray targets) {
    return fromLogProbabilities(Scaling.divide(studentLogits, temperature).logSoftmax(-1), targets);
  }

  /**
   * @param logProbabilities [B, classes] of the student, already softened by the same temperature
   * @param targets as in {@link #loss}
   */
  public NDArray fromLogProbabilities(NDArray logProbabilities, NDArray targets) {
    Shapes.requireEqual("student", logProbabilities, "targets", targets);
    double scale = temperature * temperature / logProbabilities.getShape().get(0);
    // Probabilities that underflowed to 0 contribute nothing: 0 * log(tiny) is 0, 0 * log(0) is
    // NaN.
    try (NDArray positive = targets.maximum(Float.MIN_NORMAL);
        NDArray logarithms = positive.log()) {
      // The difference before the sum: at a high temperature two large sums would cancel.
      return Scaling.multiply(logProbabilities.sub(logarithms).mul(targets).sum(), -scale);
    }
  }
}
