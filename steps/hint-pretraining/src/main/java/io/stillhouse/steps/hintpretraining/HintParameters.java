package io.stillhouse.steps.hintpretraining;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.steptraining.LearningParameters;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.hint.HintCurriculum;
import io.stillhouse.training.hint.HintSettings;
import java.util.List;

/**
 * The parameters of {@code component.yaml} as this step uses them.
 *
 * @param branches one architecture a branch; one alone makes a plain network
 */
record HintParameters(
    List<String> branches,
    int sharedStages,
    List<String> branchTeachers,
    HintCurriculum curriculum,
    long seed) {

  static HintParameters of(Parameters parameters) {
    List<String> branches = parameters.strings("branches");
    if (branches.isEmpty()) {
      throw new InvalidInputException("branches is empty; name at least one architecture");
    }
    long seed = parameters.longInteger("seed");
    return new HintParameters(
        branches,
        parameters.integer("sharedStages"),
        parameters.strings("branchTeachers"),
        new HintCurriculum(
            hints(parameters),
            LearningParameters.of(parameters),
            parameters.integer("epochsPerStage"),
            parameters.integer("batchSize"),
            new Augmentation(parameters.integer("padding"), parameters.bool("flip")),
            seed),
        seed);
  }

  private static HintSettings hints(Parameters parameters) {
    return new HintSettings(
        parameters.choice("method", HintSettings.Method.class),
        parameters.choice("flows", HintSettings.Flows.class),
        parameters.choice("regressor", HintSettings.Regressor.class),
        parameters.choice("spatialMismatch", HintSettings.SpatialMismatch.class),
        parameters.choice("earlierStages", HintSettings.EarlierStages.class),
        parameters.integers("stages"),
        parameters.integers("teacherStages"));
  }
}
