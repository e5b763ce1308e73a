package io.stillhouse.training.objective;

import java.util.stream.DoubleStream;

/**
 * How the parts of the distillation loss are weighed; each weight is 0 or more.
 *
 * @param label of a branch's label loss
 * @param soft of a branch's soft loss
 * @param ensemble of the joint prediction's losses
 * @param feature of the feature loss
 * @param attention of the attention loss
 * @param softWarmup over how many epochs the weight of all soft losses rises to its full value; 0
 *     for the full value from the start
 * @param calibration what is done to stored logits first
 */
public record DistillationWeights(
    double label,
    double soft,
    double ensemble,
    double feature,
    double attention,
    int softWarmup,
    Calibration calibration) {
  /** What is done to a teacher's stored logits before they are softened. */
  public enum Calibration {
    /** Nothing. */
    NONE,
    /** They are divided by the temperature at which the teacher is calibrated. */
    TEACHER_TEMPERATURE
  }

  public DistillationWeights {
    if (DoubleStream.of(label, soft, ensemble, feature, attention)
            .anyMatch(weight -> !(weight >= 0))
        || softWarmup < 0) {
      throw new IllegalArgumentException("A weight of a loss, or its warm-up, is negative");
    }
  }

  /**
   * The part of the soft losses' weights that counts in an epoch, above 0 to 1: it rises by equal
   * steps and is full in the last epoch of the warm-up.
   *
   * @param epoch from 0
   */
  double softShare(int epoch) {
    return softWarmup == 0 ? 1 : Math.min(1, (epoch + 1.0) / softWarmup);
  }
}
