package io.stillhouse.training.metrics;

/** Figures for data with one label an image. All need one label a row, and at least one row. */
public final class ClassificationMetrics {
  private ClassificationMetrics() {}

  /** Share of images whose largest logit is the label's, 0 to 1. */
  public static double accuracy(Logits logits, int[] labels) {
    logits.checkLabels(labels);
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      right += logits.prediction(row) == labels[row] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /**
   * Share of images whose label is among the k largest logits, 0 to 1. Classes with the same logit
   * as the label come before it if they have the lower number.
   *
   * @param k 1 or more; with k classes or fewer every image counts, unless it has NaN
   */
  public static double topAccuracy(Logits logits, int[] labels, int k) {
    logits.checkLabels(labels);
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      right += rank(logits, row, labels[row]) < k ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** Mean negative log-likelihood of the label, in nats. */
  public static double negativeLogLikelihood(Logits logits, int[] labels) {
    logits.checkLabels(labels);
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      sum -= logits.logProbabilities(row)[labels[row]];
    }
    return sum / labels.length;
  }

  /**
   * The Brier score: mean squared distance between the probabilities and the one-hot label, summed
   * over classes, 0 to 2 (Brier, Monthly Weather Review 1950).
   */
  public static double brier(Logits logits, int[] labels) {
    logits.checkLabels(labels);
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      double[] probabilities = logits.probabilities(row);
      for (int c = 0; c < probabilities.length; c++) {
        double distance = probabilities[c] - (c == labels[row] ? 1 : 0);
        sum += distance * distance;
      }
    }
    return sum / labels.length;
  }

  /** How many classes come before the label; as many as there are classes when a logit is NaN. */
  private static int rank(Logits logits, int row, int label) {
    float own = logits.values()[row * logits.classes() + label];
    int before = 0;
    for (int c = 0; c < logits.classes(); c++) {
      float value = logits.values()[row * logits.classes() + c];
      if (Float.isNaN(value)) {
        return Integer.MAX_VALUE;
      }
      before += value > own || (value == own && c < label) ? 1 : 0;
    }
    return before;
  }
}
