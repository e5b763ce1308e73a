package io.stillhouse.steps.evaluation.report;

import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who plays which part in an evaluation: the first student, what it is held against, and the
 * headline metric of any model.
 */
public final class Cast {
  private final Evaluation evaluation;

  /** Looks the parts up in an evaluation. */
  public Cast(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** The headline metric's name in a sentence. */
  public String metric() {
    return evaluation.getMultiLabel() ? "mean AUC" : "accuracy";
  }

  /** The headline metric of a model, 0 to 1, or NaN. */
  public double score(ModelEvaluation model) {
    return evaluation.getMultiLabel()
        ? model.getMultiLabel().getMeanAuc()
        : model.getClassification().getAccuracy();
  }

  /** The comparison that the report is about; absent when no student was evaluated. */
  public Optional<Distillation> distillation() {
    return evaluation.getDistillationsList().stream().findFirst();
  }

  /** The student that the report is about. */
  public Optional<ModelEvaluation> student() {
    return distillation()
        .flatMap(distillation -> named(distillation.getStudent()))
        .or(() -> first(ModelRole.STUDENT));
  }

  /** The baseline that the student is held against. */
  public Optional<ModelEvaluation> scratch() {
    return distillation()
        .flatMap(distillation -> named(distillation.getScratch()))
        .or(() -> first(ModelRole.SCRATCH));
  }

  /** The teacher (or ensemble of teachers) that the student is held against. */
  public Optional<ModelEvaluation> teacher() {
    return distillation()
        .flatMap(distillation -> named(distillation.getTeacher()))
        .or(() -> first(ModelRole.TEACHER_ENSEMBLE))
        .or(() -> first(ModelRole.TEACHER));
  }

  /** The comparison of the student with a model, if it was made. */
  public Optional<Comparison> comparisonWith(ModelEvaluation model) {
    return distillation().stream()
        .flatMap(distillation -> distillation.getComparisonsList().stream())
        .filter(comparison -> comparison.getBaseline().equals(model.getName()))
        .findFirst();
  }

  /** The models of some roles, in the evaluation's order. */
  public List<ModelEvaluation> all(ModelRole... roles) {
    List<ModelRole> wanted = Arrays.asList(roles);
    return evaluation.getModelsList().stream()
        .filter(model -> wanted.contains(model.getRole()))
        .toList();
  }

  /** Models that stand for themselves: all but the branches of a student. */
  public List<ModelEvaluation> wholeModels() {
    return evaluation.getModelsList().stream()
        .filter(model -> model.getRole() != ModelRole.STUDENT_BRANCH)
        .toList();
  }

  private Optional<ModelEvaluation> named(String name) {
    return evaluation.getModelsList().stream()
        .filter(model -> model.getName().equals(name))
        .findFirst();
  }

  private Optional<ModelEvaluation> first(ModelRole role) {
    return all(role).stream().findFirst();
  }
}
