package io.stillhouse.training.comparison;

import java.util.stream.IntStream;

/** Accuracy: the share of images that were named rightly. */
public final class AccuracyScore implements Score {
  /** The images that were not: mostly the fewer ones, so the quicker to count. */
  private final int[] wrong;

  /** Takes for each image whether it was named rightly. */
  public AccuracyScore(boolean[] right) {
    this.wrong = IntStream.range(0, right.length).filter(image -> !right[image]).toArray();
  }

  @Override
  public double of(int[] weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int misses = 0;
    for (int image : wrong) {
      misses += weights[image];
    }
    return (double) (total - misses) / total;
  }
}
