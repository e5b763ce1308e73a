package io.stillhouse.training.comparison;

/**
 * The exact McNemar test: whether two classifiers that were tried on the same images differ.
 *
 * <p>Only images that exactly one of them named rightly count. If the classifiers were equally
 * good, each of those would be the one's or the other's with probability one half (McNemar,
 * Psychometrika 1947; Dietterich, Neural Computation 1998).
 */
public final class McNemar {
  private McNemar() {}

  /**
   * The two-sided probability of a split at least as uneven as the one seen, 0 to 1; 1 when no
   * image counts.
   *
   * @param onlyFirst images that only the first classifier named rightly, 0 or more
   * @param onlySecond images that only the second named rightly, 0 or more
   */
  public static double probability(long onlyFirst, long onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "counts are 0 or more, not " + onlyFirst + " and " + onlySecond);
    }
    long images = onlyFirst + onlySecond;
    long fewer = Math.min(onlyFirst, onlySecond);
    // log of the binomial probability of 0 of n, then term by term.
    double logTerm = images * Math.log(0.5);
    double tail = Math.exp(logTerm);
    for (long i = 1; i <= fewer; i++) {
      logTerm += Math.log((double) (images - i + 1) / i);
      tail += Math.exp(logTerm);
    }
    return Math.min(1, 2 * tail);
  }
}
