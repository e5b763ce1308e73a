package io.stillhouse.step;

/** The step did what it was told to: it stopped, and can go on from where it was. */
public class StepStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepStoppedException(String message) {
    super(message);
  }
}
