package io.stillhouse.training.objective;

/**
 * How the parts of the distillation loss are weighed.
 *
 * @param alpha of a branch's soft loss, 0 to 1; its label loss has 1 - alpha
 * @param ensemble of the joint prediction's losses, 0 or more
 * @param feature of the feature loss, 0 or more
 * @param calibration what is done to stored logits first
 */
public record DistillationWeights(
    double alpha, double ensemble, double feature, Calibration calibration) {
  /** What is done to a teacher's stored logits before they are softened. */
  public enum Calibration {
    /** Nothing. */
    NONE,
    /** They are divided by the temperature at which the teacher is calibrated. */
    TEACHER_TEMPERATURE
  }

  public DistillationWeights {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha is " + alpha + ", not 0 to 1");
    }
    if (!(ensemble >= 0) || !(feature >= 0)) {
      throw new IllegalArgumentException("A weight of a loss is negative");
    }
  }
}
