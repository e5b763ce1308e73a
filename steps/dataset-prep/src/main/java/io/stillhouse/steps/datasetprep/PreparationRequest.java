package io.stillhouse.steps.datasetprep;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.step.StepContext;
import io.stillhouse.steps.datasetprep.split.SplitRequest;
import io.stillhouse.steps.datasetprep.split.TrainingPart;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the step is asked for: its parameters, described in {@code component.yaml}.
 *
 * @param format name of the source's format
 * @param source the folder or archive
 * @param name of the dataset
 * @param classNames names in the order of the labels, or empty for the format's own
 * @param split how images are split
 * @param height to resize to, together with {@code width}
 * @param width to resize to
 * @param channels 1 or 3, or empty for the format's own
 * @param shardSize images a shard at most
 * @param quarantineFraction part of the images that may be unusable, 0 .. 1
 */
record PreparationRequest(
    String format,
    Path source,
    String name,
    List<String> classNames,
    SplitRequest split,
    OptionalInt height,
    OptionalInt width,
    OptionalInt channels,
    int shardSize,
    double quarantineFraction) {

  PreparationRequest {
    classNames = List.copyOf(classNames);
    if (height.isPresent() != width.isPresent()) {
      throw new InvalidInputException(
          "height and width resize together: set both or neither (%s is missing)"
              .formatted(height.isPresent() ? "width" : "height"));
    }
    if (new HashSet<>(classNames).size() != classNames.size()) {
      throw new InvalidInputException("classes names one class twice: " + classNames);
    }
  }

  static PreparationRequest of(StepContext context) {
    Parameters parameters = context.parameters();
    return new PreparationRequest(
        parameters.string("format"),
        context.source("source"),
        parameters.string("name"),
        parameters.has("classes") ? parameters.strings("classes") : List.of(),
        new SplitRequest(
            parameters.longInteger("seed"),
            new TrainingPart(
                parameters.optionalInteger("trainExamples"),
                parameters.optionalNumber("trainFraction")),
            parameters.optionalInteger("testExamples"),
            parameters.number("testFraction"),
            parameters.number("validationFraction")),
        parameters.optionalInteger("height"),
        parameters.optionalInteger("width"),
        channels(parameters.optionalString("channels")),
        parameters.integer("shardSize"),
        parameters.number("quarantineFraction"));
  }

  private static OptionalInt channels(Optional<String> name) {
    return name.map(
            text ->
                switch (text) {
                  case "grey" -> OptionalInt.of(1);
                  case "rgb" -> OptionalInt.of(3);
                  default ->
                      throw new InvalidInputException(
                          "parameter channels is '%s'; it must be grey or rgb".formatted(text));
                })
        .orElse(OptionalInt.empty());
  }
}
