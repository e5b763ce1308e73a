package io.stillhouse.steptraining;

import io.stillhouse.step.Parameters;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.optimiser.SgdSettings.Decayed;
import io.stillhouse.training.optimiser.SgdSettings.MomentumForm;

/**
 * Optimiser and learning rate among a step's parameters: {@code learningRate}, {@code schedule},
 * {@code milestones}, {@code gamma}, {@code warmupSteps}, {@code momentum}, {@code nesterov},
 * {@code weightDecay}, {@code decayNormAndBias}.
 */
public final class LearningParameters {
  private LearningParameters() {}

  /**
   * Reads them.
   *
   * @throws TrainingInputException with everything that does not go together
   */
  public static LearningSettings of(Parameters parameters) {
    return new LearningSettings(
        parameters.number("learningRate"),
        parameters.choice("schedule", LearningSettings.Schedule.class),
        parameters.integers("milestones"),
        parameters.number("gamma"),
        parameters.integer("warmupSteps"),
        parameters.number("momentum"),
        parameters.bool("nesterov") ? MomentumForm.NESTEROV : MomentumForm.PLAIN,
        parameters.number("weightDecay"),
        parameters.bool("decayNormAndBias") ? Decayed.ALL : Decayed.WEIGHTS_ONLY);
  }
}
