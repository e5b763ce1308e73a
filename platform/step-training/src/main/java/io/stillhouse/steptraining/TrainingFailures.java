package io.stillhouse.steptraining;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.loop.TrainingStoppedException;
import java.io.IOException;

/** What training throws, as the step's process understands it: each kind has an exit code. */
public final class TrainingFailures {
  private TrainingFailures() {}

  /** A step's work with what training offers. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws IOException;
  }

  /**
   * Does the work. Messages stay as they are, and so does what is not training's own.
   *
   * @throws StepStoppedException when the training was told to stop and has kept a checkpoint
   * @throws InvalidInputException when a setting, a file or a combination of them is wrong
   */
  public static void translate(Work work) throws IOException {
    try {
      work.run();
    } catch (TrainingStoppedException e) {
      throw new StepStoppedException(e.getMessage());
    } catch (TrainingInputException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }
}
