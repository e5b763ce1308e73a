package io.stillhouse.steps.modelexport;

import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.modelexport.card.MeasuredFigures;
import io.stillhouse.v1.ClassificationMetrics;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.MultiLabelMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an evaluation says of the exported model. Nothing says which of its models that is but a
 * name, so the headline figure is held against the one that the export measured itself.
 */
final class EvaluatedFigures {
  private static final String FILE = "evaluation.json";

  /** Rounding may turn a few answers; another model's accuracy is further away. */
  private static final double SAME_MODEL = 1e-3;

  private final Evaluation evaluation;
  private final String name;

  private EvaluatedFigures(Evaluation evaluation, String name) {
    this.evaluation = evaluation;
    this.name = name;
  }

  /**
   * Reads them.
   *
   * @param own what the export measured
   * @throws InvalidInputException when the evaluation does not tell of this model on this split
   */
  static MeasuredFigures read(InputArtifact metrics, String name, MeasuredFigures own)
      throws IOException {
    Path file = metrics.directory().resolve(FILE);
    Evaluation evaluation;
    try {
      evaluation = ProtoJson.read(Files.readAllBytes(file), Evaluation.getDefaultInstance(), FILE);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(
          "Input metrics has no " + FILE + ": wire the output metrics of an evaluation", e);
    }
    return new EvaluatedFigures(evaluation, name).checked(own);
  }

  private MeasuredFigures checked(MeasuredFigures own) {
    if (!evaluation.getDataset().equals(own.dataset())
        || !evaluation.getSplit().equals(own.split())) {
      throw new InvalidInputException(
          "Input metrics is of dataset '%s', split %s; the export looks at '%s', split %s: set parameter split"
              .formatted(
                  evaluation.getDataset(), evaluation.getSplit(), own.dataset(), own.split()));
    }
    ModelEvaluation model =
        evaluation.getModelsList().stream()
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "The evaluation has no model '%s' but %s; set parameter evaluatedAs"
                            .formatted(
                                name,
                                evaluation.getModelsList().stream()
                                    .map(ModelEvaluation::getName)
                                    .toList())));
    SortedMap<String, Double> figures = figures(model);
    String headline = evaluation.getMultiLabel() ? OwnFigures.MEAN_AUC : OwnFigures.ACCURACY;
    Double told = figures.get(headline);
    Double measured = own.figures().get(headline);
    if (told != null && measured != null && !(Math.abs(told - measured) <= SAME_MODEL)) {
      throw new InvalidInputException(
          "The evaluation measured another model: its '%s' has a %s of %s, the exported model %s; set parameter evaluatedAs to one of %s"
              .formatted(
                  name,
                  headline,
                  told,
                  measured,
                  evaluation.getModelsList().stream().map(ModelEvaluation::getName).toList()));
    }
    Optional<Distillation> distillation =
        evaluation.getDistillationsList().stream()
            .filter(candidate -> candidate.getStudent().equals(name))
            .findFirst();
    return new MeasuredFigures(
        own.dataset(),
        own.split(),
        evaluation.getExamples(),
        "the run's evaluation",
        figures,
        evaluation.getMultiLabel() ? perLabel(model) : null,
        distillation.map(EvaluatedFigures::comparisons).orElse(List.of()),
        distillation
            .filter(Distillation::hasGapRecovered)
            .map(Distillation::getGapRecovered)
            .orElse(null));
  }

  private static SortedMap<String, Double> figures(ModelEvaluation model) {
    SortedMap<String, Double> figures = new TreeMap<>();
    if (model.hasClassification()) {
      ClassificationMetrics metrics = model.getClassification();
      figures.put(OwnFigures.ACCURACY, metrics.getAccuracy());
      figures.put("top5Accuracy", metrics.getTop5Accuracy());
      figures.put("nll", metrics.getNll());
      figures.put("brier", metrics.getBrier());
      figures.put("ece", metrics.getEce());
      figures.put("macroF1", metrics.getMacroF1());
    }
    if (model.hasMultiLabel()) {
      MultiLabelMetrics metrics = model.getMultiLabel();
      figures.put(OwnFigures.MEAN_AUC, metrics.getMeanAuc());
      figures.put("meanAveragePrecision", metrics.getMeanAveragePrecision());
      figures.put("bce", metrics.getBce());
    }
    figures.values().removeIf(value -> !Double.isFinite(value));
    return figures;
  }

  private static SortedMap<String, Double> perLabel(ModelEvaluation model) {
    SortedMap<String, Double> perLabel = new TreeMap<>();
    for (LabelMetrics label : model.getMultiLabel().getLabelsList()) {
      if (label.hasAuc()) {
        perLabel.put(label.getLabel(), label.getAuc());
      }
    }
    return perLabel;
  }

  private static List<MeasuredFigures.Comparison> comparisons(Distillation distillation) {
    return distillation.getComparisonsList().stream()
        .map(
            comparison ->
                new MeasuredFigures.Comparison(
                    comparison.getBaseline(),
                    comparison.getDifference(),
                    comparison.getLower(),
                    comparison.getUpper()))
        .toList();
  }
}
