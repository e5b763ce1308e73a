package io.stillhouse.training.checkpoint;

/**
 * What a training does next. Together with the seed it fixes all randomness, because every random
 * number is a function of seed, epoch and image.
 *
 * @param phase phases completed, 0 or more
 * @param epoch epochs of this phase completed, 0 or more
 * @param batch batches of this epoch completed, 0 or more
 * @param step optimiser steps done over all phases, 0 or more
 */
public record TrainingPosition(int phase, int epoch, int batch, long step) {
  /** The beginning. */
  public static final TrainingPosition START = new TrainingPosition(0, 0, 0, 0);

  public TrainingPosition {
    if (phase < 0 || epoch < 0 || batch < 0 || step < 0) {
      throw new IllegalArgumentException(
          "phase %d, epoch %d, batch %d, step %d: none may be negative"
              .formatted(phase, epoch, batch, step));
    }
  }

  /** The position after one more batch. */
  public TrainingPosition nextBatch() {
    return new TrainingPosition(phase, epoch, batch + 1, step + 1);
  }

  /** The position at the beginning of the next epoch. */
  public TrainingPosition nextEpoch() {
    return new TrainingPosition(phase, epoch + 1, 0, step);
  }

  /** The position at the beginning of the next phase. */
  public TrainingPosition nextPhase() {
    return new TrainingPosition(phase + 1, 0, 0, step);
  }

  @Override
  public String toString() {
    return "step %d (phase %d, epoch %d, batch %d)".formatted(step, phase + 1, epoch + 1, batch);
  }
}
