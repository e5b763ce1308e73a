package io.stillhouse.training.loop;

import io.stillhouse.training.TrainingInputException;

/** The loss or a weight is no longer a finite number: says where and from what one can go on. */
public final class DivergedException extends TrainingInputException {
  private static final long serialVersionUID = 1;

  DivergedException(String message) {
    super(message);
  }
}
