package io.stillhouse.training.loop;

import io.stillhouse.training.checkpoint.TrainingPosition;

/** The training was told to stop and has kept a checkpoint of where it was. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrainingStoppedException(TrainingPosition position) {
    super("Stopped on request; a checkpoint was kept at " + position);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
