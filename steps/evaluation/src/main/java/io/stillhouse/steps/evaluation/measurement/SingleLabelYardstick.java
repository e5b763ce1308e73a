package io.stillhouse.steps.evaluation.measurement;

import static io.stillhouse.training.metrics.ClassificationMetrics.accuracy;
import static io.stillhouse.training.metrics.ClassificationMetrics.brier;
import static io.stillhouse.training.metrics.ClassificationMetrics.negativeLogLikelihood;
import static io.stillhouse.training.metrics.ClassificationMetrics.topAccuracy;

import io.stillhouse.steps.evaluation.report.RightWrong;
import io.stillhouse.training.comparison.AccuracyScore;
import io.stillhouse.training.comparison.McNemar;
import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.Score;
import io.stillhouse.training.metrics.ConfusionMatrix;
import io.stillhouse.training.metrics.Fidelity;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.Reliability;
import io.stillhouse.v1.CalibratedMetrics;
import io.stillhouse.v1.ClassificationMetrics;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ReliabilityBin;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One label an image.
 *
 * @param labels the class of each image; not copied
 */
public record SingleLabelYardstick(int[] labels) implements Yardstick {
  private static final int BINS = 15;
  private static final int TOP = 5;

  @Override
  public void measure(
      EvaluatedModel model, PairedBootstrap bootstrap, ModelEvaluation.Builder figures) {
    Logits logits = model.logits();
    ConfusionMatrix confusion = ConfusionMatrix.of(logits, labels);
    Reliability reliability = Reliability.of(logits, labels, BINS);
    ClassificationMetrics.Builder metrics =
        ClassificationMetrics.newBuilder()
            .setAccuracy(accuracy(logits, labels))
            .setTop5Accuracy(topAccuracy(logits, labels, TOP))
            .setNll(negativeLogLikelihood(logits, labels))
            .setBrier(brier(logits, labels))
            .setEce(reliability.expectedCalibrationError())
            .setMacroF1(confusion.macroF1());
    Arrays.stream(confusion.counts()).forEach(metrics::addConfusion);
    Arrays.stream(classScores(logits)).forEach(metrics::addClassAccuracy);
    for (Reliability.Bin bin : reliability.bins()) {
      metrics.addReliability(
          ReliabilityBin.newBuilder()
              .setCount(bin.count())
              .setConfidence(bin.confidence())
              .setAccuracy(bin.accuracy()));
    }
    figures.setClassification(metrics);
    model
        .temperature()
        .ifPresent(
            temperature ->
                figures
                    .setTemperature(temperature)
                    .setCalibrated(calibrated(logits.atTemperature(temperature))));
  }

  private CalibratedMetrics calibrated(Logits logits) {
    return CalibratedMetrics.newBuilder()
        .setNll(negativeLogLikelihood(logits, labels))
        .setBrier(brier(logits, labels))
        .setEce(Reliability.of(logits, labels, BINS).expectedCalibrationError())
        .build();
  }

  @Override
  public double headline(Logits logits) {
    return accuracy(logits, labels);
  }

  @Override
  public Score score(Logits logits) {
    boolean[] right = new boolean[labels.length];
    for (int row = 0; row < right.length; row++) {
      right[row] = logits.prediction(row) == labels[row];
    }
    return new AccuracyScore(right);
  }

  @Override
  public double[] classScores(Logits logits) {
    ConfusionMatrix confusion = ConfusionMatrix.of(logits, labels);
    return IntStream.range(0, logits.classes()).mapToDouble(confusion::recall).toArray();
  }

  /** Nothing: the headline's interval says whether the student is better. */
  @Override
  public void addGainIntervals(Logits student, Logits scratch, Distillation.Builder distillation) {}

  @Override
  public void compareAnswers(Logits teacher, Logits student, Distillation.Builder distillation) {
    distillation
        .setAgreement(Fidelity.agreement(teacher, student))
        .setFidelityKl(Fidelity.divergence(teacher, student))
        .setBothRight(count(RightWrong.BOTH, teacher, student))
        .setTeacherOnlyRight(count(RightWrong.TEACHER_ONLY, teacher, student))
        .setStudentOnlyRight(count(RightWrong.STUDENT_ONLY, teacher, student))
        .setNeitherRight(count(RightWrong.NEITHER, teacher, student));
  }

  @Override
  public void countDisagreements(Logits student, Logits baseline, Comparison.Builder comparison) {
    long onlyStudent = count(RightWrong.STUDENT_ONLY, baseline, student);
    long onlyBaseline = count(RightWrong.TEACHER_ONLY, baseline, student);
    comparison
        .setStudentOnlyRight(onlyStudent)
        .setBaselineOnlyRight(onlyBaseline)
        .setMcnemarP(McNemar.probability(onlyStudent, onlyBaseline));
  }

  private long count(RightWrong cell, Logits other, Logits student) {
    return IntStream.range(0, labels.length)
        .filter(
            row ->
                RightWrong.of(labels[row], other.prediction(row), student.prediction(row)) == cell)
        .count();
  }
}
