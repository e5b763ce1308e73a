package io.stillhouse.steps.teacherpretraining;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.steptraining.LabelLossParameters;
import io.stillhouse.steptraining.LearningParameters;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.Selection;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of {@code component.yaml} as this step uses them.
 *
 * @param branches one architecture a branch; one alone makes a plain network
 */
record TeacherSettings(
    List<String> branches,
    int sharedStages,
    double ensembleWeight,
    int epochs,
    int batchSize,
    LearningSettings learning,
    LabelLossParameters labelLoss,
    Augmentation augmentation,
    long seed,
    Selection selection) {

  static TeacherSettings of(Parameters parameters) {
    return new TeacherSettings(
        branches(parameters),
        parameters.integer("sharedStages"),
        parameters.number("ensembleWeight"),
        parameters.integer("epochs"),
        parameters.integer("batchSize"),
        LearningParameters.of(parameters),
        LabelLossParameters.of(parameters),
        new Augmentation(parameters.integer("padding"), parameters.bool("flip")),
        parameters.longInteger("seed"),
        parameters.choice("selection", Selection.class));
  }

  private static List<String> branches(Parameters parameters) {
    Optional<String> architecture = parameters.optionalString("architecture");
    List<String> branches = parameters.strings("branches");
    if (architecture.isPresent() != branches.isEmpty()) {
      throw new InvalidInputException(
          "Give either architecture, for a plain network, or branches, not both and not neither");
    }
    return architecture.map(List::of).orElse(branches);
  }
}
