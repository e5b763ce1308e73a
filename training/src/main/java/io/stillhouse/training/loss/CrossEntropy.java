package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;

/**
 * Cross-entropy with integer labels, the mean over the batch: (1 - s) * -log p[label] + s * the
 * mean over the classes of -log p.
 *
 * @param labelSmoothing s, the share of the target spread evenly over all classes; in [0, 1)
 */
public record CrossEntropy(double labelSmoothing) {

  public CrossEntropy {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing must be in [0, 1), not " + labelSmoothing);
    }
  }

  /** Without label smoothing. */
  public static CrossEntropy plain() {
    return new CrossEntropy(0);
  }

  /**
   * @param logits [B, classes]
   * @param labels int64 [B]
   */
  public NDArray loss(NDArray logits, NDArray labels) {
    return fromLogProbabilities(logits.logSoftmax(-1), labels);
  }

  /**
   * @param logProbabilities [B, classes], for example of an ensemble of branches
   * @param labels int64 [B]
   */
  public NDArray fromLogProbabilities(NDArray logProbabilities, NDArray labels) {
    try (NDArray column = labels.reshape(-1, 1)) {
      NDArray hit = logProbabilities.gather(column, 1).mean();
      if (labelSmoothing == 0) {
        return hit.neg();
      }
      NDArray spread = logProbabilities.mean();
      return Scaling.multiply(hit, labelSmoothing - 1)
          .sub(Scaling.multiply(spread, labelSmoothing));
    }
  }
}
