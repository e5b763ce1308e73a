package io.stillhouse.server.compare;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.server.files.Predictions;
import io.stillhouse.server.names.Names.AttemptName;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a run's figures rest on. What was worked out last is kept: artifacts never change, and
 * neither do the draws.
 */
final class ImageAnswersReader {
  private static final int KEPT = 100;
  private static final double SAME = 1e-9;

  private final ArtifactStore store;
  private final RunRecordCache records;
  private final Evaluations evaluations;
  private final ImageResampling resampling = new ImageResampling();
  private final Map<String, ImageAnswers> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ImageAnswers> eldest) {
          return size() > KEPT;
        }
      };

  ImageAnswersReader(ArtifactStore store, RunRecordCache records, Evaluations evaluations) {
    this.store = store;
    this.records = records;
    this.evaluations = evaluations;
  }

  /**
   * What a figure of a run rests on.
   *
   * @throws NotComparableException if that is not known
   */
  ImageAnswers of(RunDetails run, String metric) throws NotComparableException {
    Double value = run.metrics().get(metric);
    List<Evaluations.Found> found = evaluations.find(run);
    Evaluations.Found source = null;
    for (Evaluations.Found each : found) {
      if (value != null && Math.abs(figure(each.evaluation(), metric) - value) <= SAME) {
        source = each;
      }
    }
    if (source == null) {
      throw new NotComparableException(
          run.summary().run().name() + " has no evaluation that kept what it was answered");
    }
    synchronized (kept) {
      ImageAnswers known = kept.get(source.reference().getDigest());
      if (known != null) {
        return known;
      }
    }
    ImageAnswers answers = read(run, source);
    synchronized (kept) {
      kept.put(source.reference().getDigest(), answers);
    }
    return answers;
  }

  private ImageAnswers read(RunDetails run, Evaluations.Found source)
      throws NotComparableException {
    String name = run.summary().run().name();
    AttemptName attempt = source.name().attempt();
    String dataset =
        records.task(attempt.run(), attempt.step(), attempt.number()).stream()
            .flatMap(task -> task.getInputsMap().values().stream())
            .flatMap(input -> input.getArtifactsList().stream())
            .map(InputArtifact::getArtifact)
            .filter(artifact -> artifact.getType() == ArtifactType.DATASET)
            .map(artifact -> artifact.getDigest())
            .findFirst()
            .orElseThrow(
                () ->
                    new NotComparableException(
                        "the store does not say any more on which dataset "
                            + name
                            + " was evaluated"));
    try {
      Predictions predictions =
          Predictions.of(
                  new ArtifactFolder(
                      store,
                      source.reference(),
                      new ArtifactReader(store).manifest(source.reference())))
              .orElseThrow(
                  () ->
                      new NotComparableException(
                          "the evaluation of " + name + " kept no answers to single images"));
      return resampling.of(
          dataset, source.evaluation().getSplit(), predictions, parts(source.evaluation()));
    } catch (IOException
        | CorruptArtifactException
        | ObjectNotFoundException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | IndexOutOfBoundsException e) {
      // A component of somebody else may fill its artifacts as it likes; files may be damaged.
      throw new NotComparableException(
          "the answers that the evaluation of "
              + name
              + " kept cannot be read ("
              + e.getMessage()
              + ")");
    }
  }

  /** The models that the figures are of, by the parts that they play. */
  private static Map<String, String> parts(Evaluation evaluation) {
    Map<String, String> parts = new LinkedHashMap<>();
    student(evaluation).ifPresent(model -> parts.put(ImageAnswers.STUDENT, model.getName()));
    evaluation.getDistillationsList().stream()
        .filter(each -> each.getStudent().equals(parts.get(ImageAnswers.STUDENT)))
        .findFirst()
        .ifPresent(
            distillation -> {
              if (!distillation.getScratch().isEmpty()) {
                parts.put(ImageAnswers.SCRATCH, distillation.getScratch());
              }
              if (!distillation.getTeacher().isEmpty()) {
                parts.put(ImageAnswers.TEACHER, distillation.getTeacher());
              }
            });
    return parts;
  }

  private static Optional<ModelEvaluation> student(Evaluation evaluation) {
    return evaluation.getModelsList().stream()
        .filter(model -> model.getRole() == ModelRole.STUDENT)
        .findFirst();
  }

  /** A figure as the evaluation has it; NaN if it has it not. */
  private static double figure(Evaluation evaluation, String metric) {
    if (metric.equals("gapRecovered")) {
      return evaluation.getDistillationsList().stream()
          .filter(Distillation::hasGapRecovered)
          .mapToDouble(Distillation::getGapRecovered)
          .findFirst()
          .orElse(Double.NaN);
    }
    return student(evaluation)
        .filter(model -> metric.equals("student.auc") == model.hasMultiLabel())
        .map(
            model ->
                model.hasMultiLabel()
                    ? model.getMultiLabel().getMeanAuc()
                    : model.getClassification().getAccuracy())
        .orElse(Double.NaN);
  }
}
