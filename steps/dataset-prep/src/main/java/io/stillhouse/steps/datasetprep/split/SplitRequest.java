package io.stillhouse.steps.datasetprep.split;

import io.stillhouse.step.InvalidInputException;
import java.util.OptionalInt;

/**
 * How images are to be split.
 *
 * @param seed any number
 * @param trainingPart how much of the source's training part to use
 * @param testExamples how many of its test part to use at most
 * @param testFraction what part of the training images becomes the test split of a source that has
 *     none, 0 .. 1
 * @param validationFraction what part of the training images becomes the validation split, 0 .. 1
 */
public record SplitRequest(
    long seed,
    TrainingPart trainingPart,
    OptionalInt testExamples,
    double testFraction,
    double validationFraction) {
  public SplitRequest {
    requireFraction("testFraction", testFraction);
    requireFraction("validationFraction", validationFraction);
  }

  private static void requireFraction(String name, double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new InvalidInputException(
          "%s is %s; it must be at least 0 and less than 1".formatted(name, fraction));
    }
  }
}
