package io.stillhouse.training.optimiser;

import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterKind;

/**
 * What stays the same over all steps of {@link Sgd}.
 *
 * @param momentum the share of the last direction that a step keeps, in [0, 1)
 * @param momentumForm plain or Nesterov's
 * @param weightDecay added to the gradient, times the value; at least 0
 * @param decayed which parameters decay
 */
public record SgdSettings(
    double momentum, MomentumForm momentumForm, double weightDecay, Decayed decayed) {

  /** How the momentum enters a step. */
  public enum MomentumForm {
    PLAIN,
    /** Looks ahead: the step adds the gradient to the momentum once more. */
    NESTEROV
  }

  /** Which parameters weight decay pulls towards 0. */
  public enum Decayed {
    ALL,
    /** Kernels and matrices, but neither biases nor BatchNorm's scale and shift. */
    WEIGHTS_ONLY;

    boolean includes(Parameter parameter) {
      return this == ALL || parameter.kind() == ParameterKind.WEIGHT;
    }
  }

  public SgdSettings {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), not " + momentum);
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException(
          "weight decay must be at least 0 and finite, not " + weightDecay);
    }
    if (momentumForm == MomentumForm.NESTEROV && momentum == 0) {
      throw new IllegalArgumentException("Nesterov's form needs a momentum above 0");
    }
  }
}
