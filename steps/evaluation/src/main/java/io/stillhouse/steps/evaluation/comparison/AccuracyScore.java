package io.stillhouse.steps.evaluation.comparison;

/** Accuracy: the share of images that were named rightly. */
public final class AccuracyScore implements Score {
  private final boolean[] right;

  /** Takes for each image whether it was named rightly. */
  public AccuracyScore(boolean[] right) {
    this.right = right.clone();
  }

  @Override
  public double of(int[] weights) {
    long hits = 0;
    long total = 0;
    for (int i = 0; i < right.length; i++) {
      total += weights[i];
      hits += right[i] ? weights[i] : 0;
    }
    return (double) hits / total;
  }
}
