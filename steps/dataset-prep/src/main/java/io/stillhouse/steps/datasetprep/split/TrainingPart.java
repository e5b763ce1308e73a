package io.stillhouse.steps.datasetprep.split;

import io.stillhouse.step.InvalidInputException;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How much of a source's training part is used, validation included.
 *
 * @param examples that many images at most
 * @param fraction that part of the images, above 0 to 1; not together with a number
 */
public record TrainingPart(OptionalInt examples, OptionalDouble fraction) {
  /** All of it. */
  public static final TrainingPart ALL =
      new TrainingPart(OptionalInt.empty(), OptionalDouble.empty());

  public TrainingPart {
    if (examples.isPresent() && fraction.isPresent()) {
      throw new InvalidInputException(
          "trainExamples and trainFraction both say how much to train with; give one of them");
    }
    if (fraction.isPresent() && !(fraction.getAsDouble() > 0 && fraction.getAsDouble() <= 1)) {
      throw new InvalidInputException(
          "trainFraction is %s; it must be above 0 and at most 1"
              .formatted(fraction.getAsDouble()));
    }
  }

  /** At most so many images. */
  public static TrainingPart examples(int count) {
    return new TrainingPart(OptionalInt.of(count), OptionalDouble.empty());
  }

  /** The limit for a source of so many images; none for all of them. */
  OptionalInt limit(int images) {
    return fraction.isPresent()
        ? OptionalInt.of((int) Math.round(images * fraction.getAsDouble()))
        : examples;
  }
}
