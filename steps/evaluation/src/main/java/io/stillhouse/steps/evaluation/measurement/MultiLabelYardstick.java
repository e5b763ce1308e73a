package io.stillhouse.steps.evaluation.measurement;

import io.stillhouse.training.comparison.MeanAucScore;
import io.stillhouse.training.comparison.Score;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.MultiLabelFidelity;
import io.stillhouse.training.metrics.RankingMetrics;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.MultiLabelMetrics;
import io.stillhouse.v1.RocPoint;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several labels an image.
 *
 * @param classes the labels' names
 * @param labels 0 or 1, row-major [images, classes]; not copied
 */
public record MultiLabelYardstick(List<String> classes, float[] labels) implements Yardstick {
  private static final int MOST_ROC_POINTS = 200;

  /** Copies the names. */
  public MultiLabelYardstick {
    classes = List.copyOf(classes);
  }

  @Override
  public void measure(EvaluatedModel model, ModelEvaluation.Builder figures) {
    var metrics = metrics(model.logits());
    MultiLabelMetrics.Builder builder =
        MultiLabelMetrics.newBuilder()
            .setMeanAuc(metrics.meanAuc())
            .setMeanAveragePrecision(metrics.meanAveragePrecision())
            .setBce(metrics.binaryCrossEntropy());
    for (int label = 0; label < classes.size(); label++) {
      LabelMetrics.Builder one =
          LabelMetrics.newBuilder()
              .setLabel(classes.get(label))
              .setPositives(metrics.positives(label));
      metrics.auc(label).ifPresent(one::setAuc);
      metrics.averagePrecision(label).ifPresent(one::setAveragePrecision);
      for (RankingMetrics.RocPoint point :
          RankingMetrics.rocCurve(
              metrics.scores(label), metrics.positive(label), MOST_ROC_POINTS)) {
        one.addRoc(
            RocPoint.newBuilder()
                .setFalsePositiveRate(point.falsePositiveRate())
                .setTruePositiveRate(point.truePositiveRate()));
      }
      builder.addLabels(one);
    }
    figures.setMultiLabel(builder);
    model.temperature().ifPresent(figures::setTemperature);
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
