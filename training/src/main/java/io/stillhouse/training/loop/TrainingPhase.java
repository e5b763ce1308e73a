package io.stillhouse.training.loop;

import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.optimiser.LearningRateSchedule;

/**
 * A part of a training with its own objective, optimiser and schedule.
 *
 * @param name for progress and messages, {@code stage 2 of 3}; empty when there is one phase only
 * @param objective what is minimised
 * @param trained what the optimiser changes; everything else of the network stays as it is, but for
 *     running statistics that the objective updates
 * @param companions arrays that live for this phase only, such as regressors; possibly empty
 * @param epochs passes over the training data, 1 or more
 * @param schedule the learning rate by the step within the phase
 */
public record TrainingPhase(
    String name,
    Objective objective,
    ParameterSet trained,
    ParameterSet companions,
    int epochs,
    LearningRateSchedule schedule) {
  public TrainingPhase {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs is " + epochs + ", not 1 or more");
    }
    if (objective.batches() < 1) {
      throw new IllegalArgumentException("There is nothing to train on: an epoch has no batches");
    }
  }

  /** Optimiser steps of the phase. */
  long steps() {
    return (long) epochs * objective.batches();
  }
}
