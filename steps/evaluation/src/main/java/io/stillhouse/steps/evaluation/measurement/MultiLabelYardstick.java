package io.stillhouse.steps.evaluation.measurement;

import io.stillhouse.training.comparison.Interval;
import io.stillhouse.training.comparison.MeanAucScore;
import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.Score;
import io.stillhouse.training.metrics.AucComponents;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.MultiLabelFidelity;
import io.stillhouse.training.metrics.RankingMetrics;
import io.stillhouse.training.metrics.Reliability;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.MultiLabelMetrics;
import io.stillhouse.v1.ReliabilityBin;
import io.stillhouse.v1.RocPoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Several labels an image.
 *
 * @param classes the labels' names
 * @param labels 0 or 1, row-major [images, classes]; not copied
 * @param patients whom each image is of; all different where images are independent; not copied
 */
public record MultiLabelYardstick(List<String> classes, float[] labels, long[] patients)
    implements Yardstick {
  private static final int MOST_ROC_POINTS = 200;
  private static final int BINS = 10;

  /** Copies the names. */
  public MultiLabelYardstick {
    classes = List.copyOf(classes);
  }

  @Override
  public void measure(
      EvaluatedModel model, PairedBootstrap bootstrap, ModelEvaluation.Builder figures) {
    var metrics = metrics(model.logits());
    MultiLabelMetrics.Builder builder =
        MultiLabelMetrics.newBuilder()
            .setMeanAuc(metrics.meanAuc())
            .setMeanAveragePrecision(metrics.meanAveragePrecision())
            .setBce(metrics.binaryCrossEntropy());
    Interval interval = Interval.of(bootstrap.scores(List.of(score(model.logits())))[0]);
    if (interval.isDefined()) {
      builder.setMeanAucLower(interval.lower()).setMeanAucUpper(interval.upper());
    }
    for (int label = 0; label < classes.size(); label++) {
      builder.addLabels(figures(metrics, label));
    }
    figures.setMultiLabel(builder);
    model.temperature().ifPresent(figures::setTemperature);
  }

  private LabelMetrics figures(
      io.stillhouse.training.metrics.MultiLabelMetrics metrics, int label) {
    float[] scores = metrics.scores(label);
    boolean[] positive = metrics.positive(label);
    long positives = metrics.positives(label);
    LabelMetrics.Builder one =
        LabelMetrics.newBuilder()
            .setLabel(classes.get(label))
            .setPositives(positives)
            .setNegatives(positive.length - positives);
    metrics.auc(label).ifPresent(one::setAuc);
    metrics.averagePrecision(label).ifPresent(one::setAveragePrecision);
    AucComponents.of(scores, positive, patients)
        .map(auc -> Interval.normal(auc.area(), auc.standardError(), 0, 1))
        .filter(Interval::isDefined)
        .ifPresent(interval -> one.setAucLower(interval.lower()).setAucUpper(interval.upper()));
    for (RankingMetrics.RocPoint point :
        RankingMetrics.rocCurve(scores, positive, MOST_ROC_POINTS)) {
      one.addRoc(
          RocPoint.newBuilder()
              .setFalsePositiveRate(point.falsePositiveRate())
              .setTruePositiveRate(point.truePositiveRate()));
    }
    Reliability reliability = Reliability.ofLabel(scores, positive, BINS);
    one.setMeanProbability(reliability.meanConfidence())
        .setEce(reliability.expectedCalibrationError())
        .setBrier(metrics.brier(label));
    for (Reliability.Bin bin : reliability.bins()) {
      one.addReliability(
          ReliabilityBin.newBuilder()
              .setCount(bin.count())
              .setConfidence(bin.confidence())
              .setAccuracy(bin.accuracy()));
    }
    return one.build();
  }

  @Override
  public void addGainIntervals(Logits student, Logits scratch, Distillation.Builder distillation) {
    var after = metrics(student);
    var before = metrics(scratch);
    for (int label = 0; label < classes.size(); label++) {
      Interval interval = gain(after, before, label);
      distillation.addClassGainLower(interval.lower()).addClassGainUpper(interval.upper());
    }
  }

  private Interval gain(
      io.stillhouse.training.metrics.MultiLabelMetrics after,
      io.stillhouse.training.metrics.MultiLabelMetrics before,
      int label) {
    boolean[] positive = after.positive(label);
    Optional<AucComponents> student = AucComponents.of(after.scores(label), positive, patients);
    Optional<AucComponents> scratch = AucComponents.of(before.scores(label), positive, patients);
    if (student.isEmpty() || scratch.isEmpty()) {
      return new Interval(Double.NaN, Double.NaN);
    }
    AucComponents difference = student.get().minus(scratch.get());
    return Interval.normal(difference.area(), difference.standardError(), -1, 1);
  }

  @Override
  public double headline(Logits logits) {
    return metrics(logits).meanAuc();
  }

  @Override
  public Score score(Logits logits) {
    boolean[] positive = new boolean[labels.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = labels[i] > 0.5f;
    }
    return new MeanAucScore(logits.values(), positive, logits.classes());
  }

  @Override
  public double[] classScores(Logits logits) {
    var metrics = metrics(logits);
    return IntStream.range(0, classes.size())
        .mapToDouble(label -> metrics.auc(label).orElse(Double.NaN))
        .toArray();
  }

  @Override
  public void compareAnswers(Logits teacher, Logits student, Distillation.Builder distillation) {
    distillation
        .setAgreement(MultiLabelFidelity.agreement(teacher, student))
        .setFidelityKl(MultiLabelFidelity.divergence(teacher, student));
  }

  /** Nothing: an image with several answers is seldom right as a whole. */
  @Override
  public void countDisagreements(Logits student, Logits baseline, Comparison.Builder comparison) {}

  private io.stillhouse.training.metrics.MultiLabelMetrics metrics(Logits logits) {
    return new io.stillhouse.training.metrics.MultiLabelMetrics(logits, labels);
  }
}
