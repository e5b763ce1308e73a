package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross-entropy of independent labels, the mean over the batch and the labels: -(w * y * log
 * p + (1 - y) * log(1 - p)) with p = sigmoid(logit).
 *
 * <p>Does not own the weights.
 */
public final class MultiLabelCrossEntropy {
  private final @Nullable NDArray positiveWeights;

  private MultiLabelCrossEntropy(@Nullable NDArray positiveWeights) {
    this.positiveWeights = positiveWeights;
  }

  /** Positives count as much as negatives. */
  public static MultiLabelCrossEntropy unweighted() {
    return new MultiLabelCrossEntropy(null);
  }

  /**
   * Positives of label l count w[l] times, usually negatives / positives of rare labels.
   *
   * @param positiveWeights float32 [labels]
   */
  public static MultiLabelCrossEntropy weighted(NDArray positiveWeights) {
    return new MultiLabelCrossEntropy(positiveWeights);
  }

  /**
   * @param logits [B, labels]
   * @param labels float32 [B, labels] of 0 and 1, or any probabilities
   */
  public NDArray loss(NDArray logits, NDArray labels) {
    Shapes.requireEqual("logits", logits, "labels", labels);
    // (1 - y) * z + (1 + (w - 1) * y) * log(1 + exp(-z)): no logarithm of a rounded probability.
    NDArray softplus = Activation.softPlus(logits.neg());
    if (positiveWeights != null) {
      try (NDArray excess = positiveWeights.sub(1f);
          NDArray perLabel = labels.mul(excess);
          NDArray factors = perLabel.add(1f)) {
        softplus = softplus.mul(factors);
      }
    }
    try (NDArray negatives = labels.neg().addi(1f)) {
      return logits.mul(negatives).add(softplus).mean();
    }
  }
}
