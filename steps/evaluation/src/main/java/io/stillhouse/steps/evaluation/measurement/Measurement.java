package io.stillhouse.steps.evaluation.measurement;

import io.stillhouse.training.comparison.GapRecovered;
import io.stillhouse.training.comparison.Interval;
import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.Score;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns models with their answers into figures.
 *
 * @param yardstick what the answers are measured against
 * @param bootstrap how intervals are found
 */
public record Measurement(Yardstick yardstick, PairedBootstrap bootstrap) {
  /** The figures of one model. */
  public ModelEvaluation figures(EvaluatedModel model) {
    EvaluatedModel.Cost cost = model.cost();
    ModelEvaluation.Builder figures =
        ModelEvaluation.newBuilder()
            .setName(model.name())
            .setRole(model.role())
            .setArchitecture(cost.architecture())
            .setParameters(cost.parameters())
            .setMacs(cost.macs())
            .setFileBytes(cost.fileBytes());
    cost.latency().ifPresent(figures::setLatency);
    yardstick.measure(model, bootstrap, figures);
    return figures.build();
  }

  /**
   * Holds the student against its baseline and its teacher.
   *
   * @param models all models; of teachers the ensemble counts if there is one
   * @return empty without a student, and without a baseline and a teacher
   */
  public Optional<Distillation> distillation(List<EvaluatedModel> models) {
    Optional<EvaluatedModel> student = first(models, ModelRole.STUDENT);
    Optional<EvaluatedModel> scratch = first(models, ModelRole.SCRATCH);
    Optional<EvaluatedModel> teacher = teacher(models);
    if (student.isEmpty() || (scratch.isEmpty() && teacher.isEmpty())) {
      return Optional.empty();
    }
    Distillation.Builder distillation = Distillation.newBuilder().setStudent(student.get().name());
    scratch.ifPresent(
        baseline -> {
          distillation.setScratch(baseline.name());
          addClassGain(student.get(), baseline, distillation);
        });
    teacher.ifPresent(
        model -> {
          distillation.setTeacher(model.name());
          yardstick.compareAnswers(model.logits(), student.get().logits(), distillation);
        });
    addIntervals(student.get(), scratch, teacher, distillation);
    return Optional.of(distillation.build());
  }

  /** The teacher that students are compared with: the ensemble if there is one. */
  public static Optional<EvaluatedModel> teacher(List<EvaluatedModel> models) {
    return first(models, ModelRole.TEACHER_ENSEMBLE).or(() -> first(models, ModelRole.TEACHER));
  }

  private void addClassGain(
      EvaluatedModel student, EvaluatedModel scratch, Distillation.Builder distillation) {
    double[] after = yardstick.classScores(student.logits());
    double[] before = yardstick.classScores(scratch.logits());
    for (int label = 0; label < after.length; label++) {
      distillation.addClassGain(after[label] - before[label]);
    }
    yardstick.addGainIntervals(student.logits(), scratch.logits(), distillation);
  }

  private void addIntervals(
      EvaluatedModel student,
      Optional<EvaluatedModel> scratch,
      Optional<EvaluatedModel> teacher,
      Distillation.Builder distillation) {
    List<EvaluatedModel> others = new ArrayList<>();
    scratch.ifPresent(others::add);
    teacher.ifPresent(others::add);
    List<Score> scores = new ArrayList<>();
    scores.add(yardstick.score(student.logits()));
    others.forEach(model -> scores.add(yardstick.score(model.logits())));
    double[][] resampled = bootstrap.scores(scores);
    for (int i = 0; i < others.size(); i++) {
      distillation.addComparisons(
          comparison(student, others.get(i), resampled[0], resampled[i + 1]));
    }
    if (scratch.isPresent() && teacher.isPresent()) {
      GapRecovered.of(
              yardstick.headline(student.logits()),
              yardstick.headline(scratch.get().logits()),
              yardstick.headline(teacher.get().logits()))
          .ifPresent(distillation::setGapRecovered);
      if (distillation.hasGapRecovered()) {
        GapRecovered.interval(resampled[0], resampled[1], resampled[2])
            .ifPresent(
                interval ->
                    distillation
                        .setGapRecoveredLower(interval.lower())
                        .setGapRecoveredUpper(interval.upper()));
      }
    }
  }

  private Comparison comparison(
      EvaluatedModel student, EvaluatedModel baseline, double[] ofStudent, double[] ofBaseline) {
    double[] differences = new double[ofStudent.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = ofStudent[i] - ofBaseline[i];
    }
    Interval interval = Interval.of(differences);
    Comparison.Builder comparison =
        Comparison.newBuilder()
            .setBaseline(baseline.name())
            .setDifference(
                yardstick.headline(student.logits()) - yardstick.headline(baseline.logits()))
            .setLower(interval.lower())
            .setUpper(interval.upper())
            .setResamples(bootstrap.resamples());
    yardstick.countDisagreements(student.logits(), baseline.logits(), comparison);
    return comparison.build();
  }

  private static Optional<EvaluatedModel> first(List<EvaluatedModel> models, ModelRole role) {
    return models.stream().filter(model -> model.role() == role).findFirst();
  }
}
