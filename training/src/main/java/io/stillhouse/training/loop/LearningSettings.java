package io.stillhouse.training.loop;

import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.optimiser.LearningRateSchedule;
import io.stillhouse.training.optimiser.SgdSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Optimiser and learning rate as a user asks for them, in epochs.
 *
 * @param learningRate peak rate, above 0
 * @param schedule how it falls
 * @param milestones ascending epochs from which the rate is multiplied by gamma once more
 * @param gamma the factor at a milestone, above 0 and at most 1
 * @param warmupSteps steps over which the rate rises to its peak, 0 or more
 * @param momentum 0 to 1, exclusive
 * @param momentumForm plain or Nesterov's
 * @param weightDecay 0 or more
 * @param decayed which parameters decay
 */
public record LearningSettings(
    double learningRate,
    Schedule schedule,
    List<Integer> milestones,
    double gamma,
    int warmupSteps,
    double momentum,
    SgdSettings.MomentumForm momentumForm,
    double weightDecay,
    SgdSettings.Decayed decayed) {
  /** How the learning rate falls. */
  public enum Schedule {
    /** Not at all. */
    CONSTANT,
    /** By gamma at each milestone. */
    STEP,
    /** Along half a cosine to 0. */
    COSINE
  }

  public LearningSettings {
    milestones = List.copyOf(milestones);
    List<String> problems = new ArrayList<>();
    if (schedule == Schedule.STEP && milestones.isEmpty()) {
      problems.add("schedule is step but there are no milestones");
    }
    if (momentumForm == SgdSettings.MomentumForm.NESTEROV && momentum == 0) {
      problems.add("nesterov needs a momentum above 0");
    }
    for (int i = 0; i < milestones.size(); i++) {
      if (milestones.get(i) < 1 || (i > 0 && milestones.get(i) <= milestones.get(i - 1))) {
        problems.add("milestones " + milestones + " are not ascending epochs from 1 on");
        break;
      }
    }
    if (!problems.isEmpty()) {
      throw new TrainingInputException(String.join("; ", problems));
    }
  }

  /** The optimiser. */
  public SgdSettings sgd() {
    return new SgdSettings(momentum, momentumForm, weightDecay, decayed);
  }

  /**
   * The learning rate by step.
   *
   * @param epochs passes over the data, 1 or more
   * @param batches steps of an epoch, 1 or more
   * @throws TrainingInputException when the warm-up is as long as all of it
   */
  public LearningRateSchedule rates(int epochs, int batches) {
    long steps = (long) epochs * batches;
    if (warmupSteps >= steps && warmupSteps > 0) {
      throw new TrainingInputException(
          ("warmupSteps is %d, but there are only %d steps (%d epochs of %d batches); set it lower,"
                  + " or train for more epochs")
              .formatted(warmupSteps, steps, epochs, batches));
    }
    return new LearningRateSchedule(
        learningRate,
        warmupSteps,
        switch (schedule) {
          case CONSTANT -> new LearningRateSchedule.Constant();
          case COSINE -> new LearningRateSchedule.Cosine(steps);
          case STEP ->
              new LearningRateSchedule.Milestones(
                  milestones.stream().map(epoch -> (long) epoch * batches).toList(), gamma);
        });
  }
}
