package io.stillhouse.training.comparison;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The mean over labels of the area under the ROC curve, over those labels that have positives and
 * negatives. Ties count one half (the Mann-Whitney statistic).
 */
public final class MeanAucScore implements Score {
  private final int labels;
  private final float[] scores;
  private final boolean[] positive;

  /** For each label the images, the lowest score first: sorted once, used for every resample. */
  private final int[][] ascending;

  /**
   * @param scores row-major [images, labels]
   * @param positive row-major [images, labels]
   */
  public MeanAucScore(float[] scores, boolean[] positive, int labels) {
    this.labels = labels;
    this.scores = scores.clone();
    this.positive = positive.clone();
    ascending = new int[labels][];
    for (int label = 0; label < labels; label++) {
      int column = label;
      ascending[label] =
          IntStream.range(0, scores.length / labels)
              .boxed()
              .sorted(Comparator.comparingDouble(image -> scores[image * labels + column]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
  }

  @Override
  public double of(int[] weights) {
    return IntStream.range(0, labels)
        .mapToDouble(label -> auc(label, weights))
        .filter(auc -> !Double.isNaN(auc))
        .average()
        .orElse(Double.NaN);
  }

  private double auc(int label, int[] weights) {
    int[] order = ascending[label];
    double ordered = 0;
    long negatives = 0;
    long positives = 0;
    int from = 0;
    while (from < order.length) {
      float score = scores[order[from] * labels + label];
      long tiedPositives = 0;
      long tiedNegatives = 0;
      int to = from;
      while (to < order.length && scores[order[to] * labels + label] == score) {
        int image = order[to];
        if (positive[image * labels + label]) {
          tiedPositives += weights[image];
        } else {
          tiedNegatives += weights[image];
        }
        to++;
      }
      if (to == from) {
        return Double.NaN; // a score that is not a number equals nothing, not even itself
      }
      ordered += tiedPositives * (negatives + tiedNegatives / 2.0);
      positives += tiedPositives;
      negatives += tiedNegatives;
      from = to;
    }
    return positives == 0 || negatives == 0 ? Double.NaN : ordered / positives / negatives;
  }
}
