package io.stillhouse.training.metrics;

import java.util.function.DoubleUnaryOperator;

/**
 * The temperature by which to divide logits so that probabilities fit validation data best (Guo et
 * al., On Calibration of Modern Neural Networks, 2017): the smallest negative log-likelihood.
 *
 * <p>That is a convex function of 1 / temperature, so its only minimum is where the derivative
 * changes sign, found by bisection.
 */
public final class TemperatureScaling {
  /** The smallest temperature given, for data that the logits separate without error. */
  public static final double LOWEST = 0.05;

  /** The largest temperature given, for logits that say nothing. */
  public static final double HIGHEST = 20;

  private static final int HALVINGS = 60;

  private TemperatureScaling() {}

  /** The temperature of exclusive classes, in [{@link #LOWEST}, {@link #HIGHEST}]. */
  public static double fit(Logits logits, int[] labels) {
    logits.checkLabels(labels);
    return minimum(inverse -> multiclassSlope(logits, labels, inverse));
  }

  /**
   * The temperature of independent labels, in [{@link #LOWEST}, {@link #HIGHEST}].
   *
   * @param labels 0 or 1, row-major [images, labels]
   */
  public static double fit(Logits logits, float[] labels) {
    if (labels.length != logits.values().length || labels.length == 0) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + logits.values().length + " logits");
    }
    return minimum(inverse -> multiLabelSlope(logits.values(), labels, inverse));
  }

  /** The derivative by the inverse temperature: expected logit minus the right one's, summed. */
  private static double multiclassSlope(Logits logits, int[] labels, double inverse) {
    double slope = 0;
    for (int row = 0; row < labels.length; row++) {
      float[] values = logits.values();
      int start = row * logits.classes();
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < logits.classes(); c++) {
        largest = Math.max(largest, values[start + c]);
      }
      double sum = 0;
      double weighted = 0;
      for (int c = 0; c < logits.classes(); c++) {
        double weight = Math.exp(inverse * (values[start + c] - largest));
        sum += weight;
        weighted += weight * values[start + c];
      }
      slope += weighted / sum - values[start + labels[row]];
    }
    return slope;
  }

  private static double multiLabelSlope(float[] logits, float[] labels, double inverse) {
    double slope = 0;
    for (int i = 0; i < labels.length; i++) {
      double probability = 1 / (1 + Math.exp(-inverse * logits[i]));
      slope += (probability - labels[i]) * logits[i];
    }
    return slope;
  }

  private static double minimum(DoubleUnaryOperator slope) {
    double low = 1 / HIGHEST;
    double high = 1 / LOWEST;
    if (Double.isNaN(slope.applyAsDouble(1))) {
      throw new IllegalArgumentException("logits that are not finite fit no temperature");
    }
    if (slope.applyAsDouble(low) >= 0) {
      return HIGHEST;
    }
    if (slope.applyAsDouble(high) <= 0) {
      return LOWEST;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope.applyAsDouble(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 2 / (low + high);
  }
}
