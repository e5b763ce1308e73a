package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;

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
    NDArray fromTeacher = Scaling.multiply(softTargets.loss(studentLogits, targets), alpha);
    return fromTeacher.add(Scaling.multiply(crossEntropy.loss(studentLogits, labels), 1 - alpha));
  }
}
