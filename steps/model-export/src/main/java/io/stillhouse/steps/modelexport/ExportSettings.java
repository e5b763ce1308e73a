package io.stillhouse.steps.modelexport;

import io.stillhouse.step.Parameters;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the step was asked for.
 *
 * @param branch to export, counted from 1; empty: the whole model
 * @param split to check on
 * @param tolerance the largest difference of two logits that is let pass, above 0
 * @param latencyPasses single images to time, 1 or more
 * @param name what the card calls the model
 * @param intendedUse what the model is for
 * @param evaluatedAs the model's name in the evaluation
 */
record ExportSettings(
    OptionalInt branch,
    String split,
    double tolerance,
    int latencyPasses,
    Optional<String> name,
    Optional<String> intendedUse,
    String evaluatedAs) {

  static ExportSettings of(Parameters parameters) {
    OptionalInt branch = parameters.optionalInteger("branch");
    String asStudent = branch.isPresent() ? "student branch " + branch.getAsInt() : "student";
    return new ExportSettings(
        branch,
        parameters.string("split"),
        parameters.number("tolerance"),
        parameters.integer("latencyPasses"),
        parameters.optionalString("name"),
        parameters.optionalString("intendedUse"),
        parameters.optionalString("evaluatedAs").orElse(asStudent));
  }
}
