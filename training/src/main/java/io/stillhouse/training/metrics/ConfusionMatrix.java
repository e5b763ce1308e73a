package io.stillhouse.training.metrics;

/**
 * How often images of each class were given each class. Images without a prediction (NaN) count in
 * no column, but in {@link #labelled}.
 *
 * @param counts row-major: row = label, column = prediction
 * @param labelled images of each class
 */
public record ConfusionMatrix(long[] counts, long[] labelled) {
  public ConfusionMatrix {
    if (counts.length != labelled.length * labelled.length) {
      throw new IllegalArgumentException(
          "%d counts for %d classes".formatted(counts.length, labelled.length));
    }
  }

  /** Counts predictions. */
  public static ConfusionMatrix of(Logits logits, int[] labels) {
    logits.checkLabels(labels);
    long[] counts = new long[logits.classes() * logits.classes()];
    long[] labelled = new long[logits.classes()];
    for (int row = 0; row < labels.length; row++) {
      labelled[labels[row]]++;
      int prediction = logits.prediction(row);
      if (prediction >= 0) {
        counts[labels[row] * logits.classes() + prediction]++;
      }
    }
    return new ConfusionMatrix(counts, labelled);
  }

  public int classes() {
    return labelled.length;
  }

  public long count(int label, int prediction) {
    return counts[label * classes() + prediction];
  }

  /**
   * Share of a class's images that were given that class, 0 to 1; NaN for a class without images.
   */
  public double recall(int label) {
    return (double) count(label, label) / labelled[label];
  }

  /**
   * The F1 score of a class, 2 TP / (2 TP + FP + FN), 0 to 1; 0 for a class that neither occurs nor
   * is predicted.
   */
  public double f1(int label) {
    long predicted = 0;
    for (int other = 0; other < classes(); other++) {
      predicted += count(other, label);
    }
    long both = predicted + labelled[label];
    return both == 0 ? 0 : 2.0 * count(label, label) / both;
  }

  /** Mean of the classes' F1 scores. */
  public double macroF1() {
    double sum = 0;
    for (int label = 0; label < classes(); label++) {
      sum += f1(label);
    }
    return sum / classes();
  }
}
