package io.stillhouse.training.modelfile;

import io.stillhouse.training.TrainingInputException;

/** A Model artifact that cannot be used: says which file, what is wrong with it and what to do. */
public final class ModelFileException extends TrainingInputException {
  private static final long serialVersionUID = 1;

  public ModelFileException(String message) {
    super(message);
  }

  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
