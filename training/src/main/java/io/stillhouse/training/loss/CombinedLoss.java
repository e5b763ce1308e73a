package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * Learning from a teacher and from labels at once: alpha * T^2 * KL + (1 - alpha) * cross-entropy.
 *
 * @param alpha weight of the teacher, in [0, 1]
 */
public record CombinedLoss(double alpha, SoftTargetKl softTargets, CrossEntropy crossEntropy) {

  public CombinedLoss {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha must be in [0, 1], not " + alpha);
    }
  }

  /**
   * @param studentLogits [B, classes]
   * @param targets softened probabilities, [B, classes]
   * @param labels int64 [B]
   */
  public NDArray loss(NDArray studentLogits, NDArray targets, NDArray labels) {
    NDArray fromTeacher = softTargets.loss(studentLogits, targets).mul((float) alpha);
    return fromTeacher.add(crossEntropy.loss(studentLogits, labels).mul((float) (1 - alpha)));
  }
}
