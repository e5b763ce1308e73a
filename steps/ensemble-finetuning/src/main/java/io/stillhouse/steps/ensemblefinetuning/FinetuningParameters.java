package io.stillhouse.steps.ensemblefinetuning;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.steptraining.LabelLossParameters;
import io.stillhouse.steptraining.LearningParameters;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import io.stillhouse.training.objective.DistillationWeights;
import io.stillhouse.training.objective.DistillationWeights.Calibration;
import java.util.List;

/**
 * The parameters of {@code component.yaml} as this step uses them.
 *
 * @param branches one architecture a branch; one alone makes a plain network
 */
record FinetuningParameters(
    List<String> branches,
    int sharedStages,
    List<String> branchTeachers,
    double temperature,
    DistillationWeights weights,
    Combination combination,
    int epochs,
    int batchSize,
    LearningSettings learning,
    LabelLossParameters labelLoss,
    long seed,
    Selection selection) {

  static FinetuningParameters of(Parameters parameters) {
    List<String> branches = parameters.strings("branches");
    if (branches.isEmpty()) {
      throw new InvalidInputException("branches is empty; name at least one architecture");
    }
    return new FinetuningParameters(
        branches,
        parameters.integer("sharedStages"),
        parameters.strings("branchTeachers"),
        parameters.number("temperature"),
        new DistillationWeights(
            parameters.number("alpha"),
            parameters.number("ensembleWeight"),
            parameters.number("featureWeight"),
            parameters.bool("useCalibratedTemperature")
                ? Calibration.TEACHER_TEMPERATURE
                : Calibration.NONE),
        combination(parameters.string("ensembleTargets")),
        parameters.integer("epochs"),
        parameters.integer("batchSize"),
        LearningParameters.of(parameters),
        LabelLossParameters.of(parameters),
        parameters.longInteger("seed"),
        parameters.choice("selection", Selection.class));
  }

  private static Combination combination(String name) {
    return switch (name) {
      case "probabilities" -> Combination.MEAN_PROBABILITIES;
      case "logits" -> Combination.MEAN_LOGITS;
      default ->
          throw new InvalidInputException(
              "parameter ensembleTargets is '%s'; it must be probabilities or logits"
                  .formatted(name));
    };
  }
}
