package io.stillhouse.steps.teacherpretraining;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.steptraining.LabelLossParameters;
import io.stillhouse.steptraining.LearningParameters;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.network.ImageRegion;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of {@code component.yaml} as this step uses them.
 *
 * @param branches one architecture a branch; one alone makes a plain network
 * @param region what the network looks at; the whole image if there are several branches
 */
record TeacherSettings(
    List<String> branches,
    int sharedStages,
    ImageRegion region,
    double ensembleWeight,
    int epochs,
    int batchSize,
    LearningSettings learning,
    LabelLossParameters labelLoss,
    Augmentation augmentation,
    long seed,
    Selection selection) {

  static TeacherSettings of(Parameters parameters) {
    List<String> branches = branches(parameters);
    return new TeacherSettings(
        branches,
        parameters.integer("sharedStages"),
        region(parameters, branches.size()),
        parameters.number("ensembleWeight"),
        parameters.integer("epochs"),
        parameters.integer("batchSize"),
        LearningParameters.of(parameters),
        LabelLossParameters.of(parameters),
        new Augmentation(parameters.integer("padding"), parameters.bool("flip")),
        parameters.longInteger("seed"),
        parameters.choice("selection", Selection.class));
  }

  private static ImageRegion region(Parameters parameters, int branches) {
    ImageRegion region;
    try {
      region = ImageRegion.parse(parameters.string("region"));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("parameter region: " + e.getMessage(), e);
    }
    if (branches > 1 && !region.isWhole()) {
      throw new InvalidInputException("A region is for a plain network; leave it out for branches");
    }
    return region;
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
