package io.stillhouse.training.metrics;

/**
 * A model's logits for some images.
 *
 * @param values row-major [images, classes]; not copied
 * @param classes number of classes, 1 or more
 */
public record Logits(float[] values, int classes) {
  public Logits {
    if (classes < 1 || values.length % classes != 0) {
      throw new IllegalArgumentException(
          "%d values are not rows of %d classes".formatted(values.length, classes));
    }
  }

  /** Number of images. */
  public int rows() {
    return values.length / classes;
  }

  /**
   * The class of the largest logit, the first of equal ones; -1 when a logit is NaN, since then
   * there is no largest.
   */
  public int prediction(int row) {
    int best = 0;
    for (int c = 0; c < classes; c++) {
      float value = values[row * classes + c];
      if (Float.isNaN(value)) {
        return -1;
      }
      if (value > values[row * classes + best]) {
        best = c;
      }
    }
    return best;
  }

  /** The predictions of all rows. */
  public int[] predictions() {
    int[] predictions = new int[rows()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = prediction(row);
    }
    return predictions;
  }

  /** The logarithms of a row's softmax probabilities, computed without overflow. */
  public double[] logProbabilities(int row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, values[row * classes + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(values[row * classes + c] - largest);
    }
    double normaliser = largest + Math.log(sum);
    double[] logs = new double[classes];
    for (int c = 0; c < classes; c++) {
      logs[c] = values[row * classes + c] - normaliser;
    }
    return logs;
  }

  /** A row's softmax probabilities. */
  public double[] probabilities(int row) {
    double[] probabilities = logProbabilities(row);
    for (int c = 0; c < classes; c++) {
      probabilities[c] = Math.exp(probabilities[c]);
    }
    return probabilities;
  }

  /** The logits divided by a temperature above 0. */
  public Logits atTemperature(double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("a temperature is above 0, not " + temperature);
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (values[i] / temperature);
    }
    return new Logits(scaled, classes);
  }

  /** Checks that there is one label a row and that each is a class. */
  void checkLabels(int[] labels) {
    if (labels.length != rows() || labels.length == 0) {
      throw new IllegalArgumentException(
          "%d labels for %d images; one each is needed".formatted(labels.length, rows()));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("label %d of %d classes".formatted(label, classes));
      }
    }
  }
}
