package io.stillhouse.training.softlabel;

import java.util.Arrays;

/** What is kept of a view's logits when not all of them are, and the way back. */
final class LargestLogits {
  /** No less than this share of the probability is believed to be in the tail. */
  private static final double SMALLEST_TAIL = 1e-7;

  private LargestLogits() {}

  /** The classes of the {@code count} largest logits, largest first; of equals the first class. */
  static int[] indices(float[] logits, int count) {
    Integer[] classes = new Integer[logits.length];
    Arrays.setAll(classes, c -> c);
    // The sort is stable, which settles ties.
    Arrays.sort(classes, (a, b) -> Float.compare(logits[b], logits[a]));
    return Arrays.stream(classes).limit(count).mapToInt(Integer::intValue).toArray();
  }

  /** log(sum(exp(logits))), computed around the largest. */
  static double logSumExp(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }

  /**
   * The logit that each class outside the kept ones gets: the probability that the kept ones leave,
   * spread evenly (marginal smoothing of Shen and Xing, "A Fast Knowledge Distillation Framework
   * for Visual Recognition", 2022), never above the smallest kept logit.
   *
   * @param kept the kept logits, largest first
   * @param logSumExp over all logits
   * @param others number of classes outside, 1 or more
   */
  static float tail(float[] kept, float logSumExp, int others) {
    double inside = 0;
    for (float logit : kept) {
      inside += Math.exp(logit - (double) logSumExp);
    }
    double outside = Math.max(1 - inside, SMALLEST_TAIL);
    double even = logSumExp + Math.log(outside / others);
    return (float) Math.min(even, kept[kept.length - 1]);
  }
}
