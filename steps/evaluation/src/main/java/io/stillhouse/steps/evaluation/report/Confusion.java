package io.stillhouse.steps.evaluation.report;

import io.stillhouse.v1.ClassificationMetrics;

/**
 * A confusion matrix: counts by true class (row) and predicted class (column).
 *
 * @param counts row-major counts
 * @param classes how many classes there are
 */
public record Confusion(long[] counts, int classes) {
  /** Checks the size. */
  public Confusion {
    if (counts.length != classes * classes) {
      throw new IllegalArgumentException(
          "a confusion matrix of "
              + classes
              + " classes has "
              + classes * classes
              + " counts, not "
              + counts.length);
    }
  }

  /** The matrix of a model. */
  public static Confusion of(ClassificationMetrics metrics, int classes) {
    return new Confusion(
        metrics.getConfusionList().stream().mapToLong(Long::longValue).toArray(), classes);
  }

  /** Images of one class that were given another (or the same). */
  public long count(int label, int prediction) {
    return counts[label * classes + prediction];
  }

  /** Images of a class. */
  public long rowTotal(int label) {
    long total = 0;
    for (int prediction = 0; prediction < classes; prediction++) {
      total += count(label, prediction);
    }
    return total;
  }

  /** Share of a class's images that were given a class, 0 for a class without images. */
  public double rowShare(int label, int prediction) {
    long total = rowTotal(label);
    return total == 0 ? 0 : (double) count(label, prediction) / total;
  }

  /** This matrix less another of the same size. */
  public Confusion minus(Confusion other) {
    long[] difference = counts.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= other.counts[i];
    }
    return new Confusion(difference, classes);
  }

  /** The largest absolute value. */
  public long largest() {
    long largest = 0;
    for (long count : counts) {
      largest = Math.max(largest, Math.abs(count));
    }
    return largest;
  }
}
