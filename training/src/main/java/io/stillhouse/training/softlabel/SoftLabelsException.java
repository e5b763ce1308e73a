package io.stillhouse.training.softlabel;

import io.stillhouse.training.TrainingInputException;

/** Soft labels that cannot be used: says which, what is wrong with them and what to do. */
public final class SoftLabelsException extends TrainingInputException {
  private static final long serialVersionUID = 1;

  public SoftLabelsException(String message) {
    super(message);
  }

  public SoftLabelsException(String message, Throwable cause) {
    super(message, cause);
  }
}
