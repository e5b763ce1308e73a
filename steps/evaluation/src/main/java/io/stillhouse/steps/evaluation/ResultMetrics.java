package io.stillhouse.steps.evaluation;

import io.stillhouse.step.StepContext;
import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.v1.ClassificationMetrics;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.MultiLabelMetrics;

/** The figures that conditions, tables and gates see. What is not defined is left out. */
final class ResultMetrics {
  private final StepContext context;

  ResultMetrics(StepContext context) {
    this.context = context;
  }

  void set(Evaluation evaluation) {
    Cast cast = new Cast(evaluation);
    cast.student().ifPresent(model -> model("student", model));
    cast.scratch().ifPresent(model -> model("scratch", model));
    cast.teacher().ifPresent(model -> model("teacher", model));
    cast.distillation().ifPresent(this::distillation);
  }

  private void model(String part, ModelEvaluation model) {
    if (model.hasClassification()) {
      ClassificationMetrics metrics = model.getClassification();
      result(part + ".accuracy", metrics.getAccuracy());
      result(part + ".top5Accuracy", metrics.getTop5Accuracy());
      result(part + ".nll", metrics.getNll());
      result(part + ".brier", metrics.getBrier());
      result(part + ".ece", metrics.getEce());
      result(part + ".macroF1", metrics.getMacroF1());
    } else {
      MultiLabelMetrics metrics = model.getMultiLabel();
      result(part + ".auc", metrics.getMeanAuc());
      result(part + ".averagePrecision", metrics.getMeanAveragePrecision());
      result(part + ".bce", metrics.getBce());
    }
    result(part + ".parameters", model.getParameters());
    if (model.hasLatency()) {
      result(part + ".latencySeconds", model.getLatency().getP50Seconds());
    }
  }

  private void distillation(Distillation distillation) {
    if (distillation.hasGapRecovered()) {
      result("gapRecovered", distillation.getGapRecovered());
    }
    if (!distillation.getTeacher().isEmpty()) {
      result("student.agreement", distillation.getAgreement());
      result("student.fidelityKl", distillation.getFidelityKl());
    }
  }

  private void result(String name, double value) {
    if (Double.isFinite(value)) {
      context.result(name, value);
    }
  }
}
