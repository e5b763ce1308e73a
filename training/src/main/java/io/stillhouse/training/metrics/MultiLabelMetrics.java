package io.stillhouse.training.metrics;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Figures for data with several labels an image: logits of independent yes-or-no answers.
 *
 * @param logits of each image and label
 * @param labels 0 or 1, row-major [images, labels]; not copied
 */
public record MultiLabelMetrics(Logits logits, float[] labels) {
  public MultiLabelMetrics {
    if (labels.length != logits.values().length || labels.length == 0) {
      throw new IllegalArgumentException(
          "%d labels for %d logits".formatted(labels.length, logits.values().length));
    }
  }

  /** A label's logits, one an image. */
  public float[] scores(int label) {
    float[] scores = new float[logits.rows()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = logits.values()[row * logits.classes() + label];
    }
    return scores;
  }

  /** Whether each image has a label. */
  public boolean[] positive(int label) {
    boolean[] positive = new boolean[logits.rows()];
    for (int row = 0; row < positive.length; row++) {
      positive[row] = labels[row * logits.classes() + label] > 0.5f;
    }
    return positive;
  }

  /** How many images have a label. */
  public long positives(int label) {
    boolean[] positive = positive(label);
    return IntStream.range(0, positive.length).filter(row -> positive[row]).count();
  }

  /** Area under a label's ROC curve: see {@link RankingMetrics#auc}. */
  public OptionalDouble auc(int label) {
    return RankingMetrics.auc(scores(label), positive(label));
  }

  /** A label's average precision: see {@link RankingMetrics#averagePrecision}. */
  public OptionalDouble averagePrecision(int label) {
    return RankingMetrics.averagePrecision(scores(label), positive(label));
  }

  /** Mean squared distance between a label's probability and 0 or 1. */
  public double brier(int label) {
    float[] scores = scores(label);
    boolean[] positive = positive(label);
    double sum = 0;
    for (int row = 0; row < scores.length; row++) {
      double distance = 1 / (1 + Math.exp(-scores[row])) - (positive[row] ? 1 : 0);
      sum += distance * distance;
    }
    return sum / scores.length;
  }

  /** Mean AUC over the labels where it is defined; NaN when it is for none. */
  public double meanAuc() {
    return mean(
        IntStream.range(0, logits.classes()).mapToObj(this::auc).toArray(OptionalDouble[]::new));
  }

  /** Mean average precision over the labels where it is defined; NaN when it is for none. */
  public double meanAveragePrecision() {
    return mean(
        IntStream.range(0, logits.classes())
            .mapToObj(this::averagePrecision)
            .toArray(OptionalDouble[]::new));
  }

  /** Mean binary cross-entropy over images and labels, in nats. */
  public double binaryCrossEntropy() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double logit = logits.values()[i];
      // log(1 + e^x) - x y without overflow
      sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - logit * labels[i];
    }
    return sum / labels.length;
  }

  private static double mean(OptionalDouble[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> values[i].isPresent())
        .mapToDouble(i -> values[i].getAsDouble())
        .average()
        .orElse(Double.NaN);
  }
}
