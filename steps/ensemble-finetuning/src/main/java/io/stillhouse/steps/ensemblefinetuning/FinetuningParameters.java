package io.stillhouse.steps.ensemblefinetuning;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.steptraining.LabelLossParameters;
import io.stillhouse.steptraining.LearningParameters;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loss.DecoupledSoftTargets;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import io.stillhouse.training.objective.AttentionSettings;
import io.stillhouse.training.objective.DecoupledSoftLoss;
import io.stillhouse.training.objective.DistillationWeights;
import io.stillhouse.training.objective.DistillationWeights.Calibration;
import io.stillhouse.training.objective.MultiLabelSoftLoss;
import io.stillhouse.training.objective.SingleLabelSoftLoss;
import io.stillhouse.training.objective.SoftLoss;
import java.util.List;

/**
 * The parameters of {@code component.yaml} as this step uses them.
 *
 * @param branches one architecture a branch; one alone makes a plain network
 * @param targetWeight of the label's class, with {@link SoftLossKind#DKD}
 * @param nonTargetWeight of the other classes, with {@link SoftLossKind#DKD}
 */
record FinetuningParameters(
    List<String> branches,
    int sharedStages,
    List<String> branchTeachers,
    TeacherWeighting teacherWeighting,
    double temperature,
    SoftLossKind softLoss,
    double targetWeight,
    double nonTargetWeight,
    DistillationWeights weights,
    AttentionSettings attention,
    Combination combination,
    int epochs,
    int batchSize,
    LearningSettings learning,
    LabelLossParameters labelLoss,
    long seed,
    Selection selection) {

  /** What a soft loss is. */
  enum SoftLossKind {
    /** The Kullback-Leibler divergence. */
    KL,
    /** Taken apart into the label's class and the others. */
    DKD
  }

  static FinetuningParameters of(Parameters parameters) {
    List<String> branches = parameters.strings("branches");
    if (branches.isEmpty()) {
      throw new InvalidInputException("branches is empty; name at least one architecture");
    }
    DistillationWeights weights = weights(parameters);
    if (weights.label() == 0
        && weights.soft() == 0
        && !needsTeachers(weights)
        && (branches.size() == 1 || weights.ensemble() == 0)) {
      throw new InvalidInputException(
          "Nothing is left to learn from: labelWeight, alpha and all other weights are 0");
    }
    return new FinetuningParameters(
        branches,
        parameters.integer("sharedStages"),
        parameters.strings("branchTeachers"),
        TeacherWeighting.of(parameters),
        parameters.number("temperature"),
        parameters.choice("softLoss", SoftLossKind.class),
        parameters.number("dkdAlpha"),
        parameters.number("dkdBeta"),
        weights,
        new AttentionSettings(
            parameters.integers("attentionStages"), parameters.integers("teacherStages")),
        combination(parameters.string("ensembleTargets")),
        parameters.integer("epochs"),
        parameters.integer("batchSize"),
        LearningParameters.of(parameters),
        LabelLossParameters.of(parameters),
        parameters.longInteger("seed"),
        parameters.choice("selection", Selection.class));
  }

  private static DistillationWeights weights(Parameters parameters) {
    double alpha = parameters.number("alpha");
    return new DistillationWeights(
        parameters.optionalNumber("labelWeight").orElse(1 - alpha),
        alpha,
        parameters.number("ensembleWeight"),
        parameters.number("featureWeight"),
        parameters.number("attentionWeight"),
        parameters.integer("softWarmupEpochs"),
        parameters.bool("useCalibratedTemperature")
            ? Calibration.TEACHER_TEMPERATURE
            : Calibration.NONE);
  }

  /** Whether the teachers themselves are imitated, not only their soft labels. */
  boolean needsTeachers() {
    return needsTeachers(weights);
  }

  private static boolean needsTeachers(DistillationWeights weights) {
    return weights.feature() > 0 || weights.attention() > 0;
  }

  /**
   * Refuses what cannot be done.
   *
   * @throws InvalidInputException when a parameter has no meaning for the dataset's task
   */
  void requireMeaning(Task task) {
    if (softLoss == SoftLossKind.DKD && task == Task.MULTILABEL) {
      throw new InvalidInputException(
          "softLoss dkd has no meaning for multi-label data, whose labels do not exclude each"
              + " other; choose kl");
    }
  }

  /** The soft loss for a task that it has a meaning for. */
  SoftLoss softLoss(Task task) {
    if (softLoss == SoftLossKind.DKD) {
      return new DecoupledSoftLoss(
          new DecoupledSoftTargets(temperature, targetWeight, nonTargetWeight), combination);
    }
    return task == Task.MULTILABEL
        ? new MultiLabelSoftLoss(temperature, combination)
        : new SingleLabelSoftLoss(temperature, combination);
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
