package io.stillhouse.training.loop;

import java.time.Duration;

/**
 * How often checkpoints are written. It never changes what is learnt.
 *
 * @param withinEpoch between two checkpoints in the middle of an epoch, at least; 0 after every
 *     step
 * @param atEpochEnd between two checkpoints at the end of an epoch, at least; 0 after every epoch
 */
public record CheckpointPolicy(Duration withinEpoch, Duration atEpochEnd) {
  /** Half a minute of work is lost at most, and writing costs little beside short epochs. */
  public static final CheckpointPolicy DEFAULT =
      new CheckpointPolicy(Duration.ofSeconds(30), Duration.ofSeconds(5));

  public CheckpointPolicy {
    if (withinEpoch.isNegative() || atEpochEnd.isNegative()) {
      throw new IllegalArgumentException("A time between checkpoints is negative");
    }
  }
}
