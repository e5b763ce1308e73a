package io.stillhouse.training.optimiser;

import java.util.List;

/**
 * The learning rate as a pure function of the step, so that a resumed training goes on exactly.
 *
 * @param base the rate after warm-up, at least 0
 * @param warmUpSteps W: a step t &lt; W has (t + 1) / W times the base
 * @param decay what follows
 */
public record LearningRateSchedule(double base, long warmUpSteps, Decay decay) {

  /** The form of the rate after warm-up, as a factor in [0, 1] of the base. */
  public sealed interface Decay permits Constant, Milestones, Cosine {

    /**
     * @param step from 0 over the whole training, warm-up included
     * @param warmUpSteps how many of the steps are warm-up
     */
    double factor(long step, long warmUpSteps);
  }

  /** Always the base rate. */
  public record Constant() implements Decay {
    @Override
    public double factor(long step, long warmUpSteps) {
      return 1;
    }
  }

  /**
   * Times gamma at each milestone.
   *
   * @param steps ascending steps, counted with warm-up, from which on one more gamma counts
   * @param gamma above 0
   */
  public record Milestones(List<Long> steps, double gamma) implements Decay {
    public Milestones {
      steps = List.copyOf(steps);
      for (int i = 1; i < steps.size(); i++) {
        if (steps.get(i) <= steps.get(i - 1)) {
          throw new IllegalArgumentException("milestones must ascend: " + steps);
        }
      }
      if (!(gamma > 0) || gamma > 1) {
        throw new IllegalArgumentException("gamma must be in (0, 1], not " + gamma);
      }
    }

    @Override
    public double factor(long step, long warmUpSteps) {
      long passed = steps.stream().filter(milestone -> step >= milestone).count();
      return Math.pow(gamma, passed);
    }
  }

  /**
   * Half a cosine wave from 1, at the end of warm-up, to 0 at {@code totalSteps} (Loshchilov and
   * Hutter, SGDR, 2017, without restarts).
   */
  public record Cosine(long totalSteps) implements Decay {
    public Cosine {
      if (totalSteps < 1) {
        throw new IllegalArgumentException("a cosine needs at least 1 step, not " + totalSteps);
      }
    }

    @Override
    public double factor(long step, long warmUpSteps) {
      long length = Math.max(1, totalSteps - warmUpSteps);
      double progress = Math.min(1, (double) (step - warmUpSteps) / length);
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  }

  public LearningRateSchedule {
    if (!(base >= 0) || Double.isInfinite(base)) {
      throw new IllegalArgumentException(
          "a learning rate must be at least 0 and finite, not " + base);
    }
    if (warmUpSteps < 0) {
      throw new IllegalArgumentException("warm-up of " + warmUpSteps + " steps: at least 0");
    }
    if (decay instanceof Cosine cosine && warmUpSteps >= cosine.totalSteps()) {
      throw new IllegalArgumentException(
          "warm-up of " + warmUpSteps + " steps leaves none of " + cosine.totalSteps());
    }
  }

  /** The same rate at every step. */
  public static LearningRateSchedule constant(double rate) {
    return new LearningRateSchedule(rate, 0, new Constant());
  }

  /**
   * The rate of a step.
   *
   * @param step from 0
   */
  public double at(long step) {
    if (step < warmUpSteps) {
      return base * (step + 1) / warmUpSteps;
    }
    return base * decay.factor(step, warmUpSteps);
  }
}
