package io.stillhouse.steps.explanation;

import java.util.HashMap;
import java.util.Map;

/**
 * A mean over images with its 95% interval, normal, from the sums of each patient's images
 * (cluster-robust: images of one patient are not independent).
 *
 * @param count images that have a value
 * @param value their mean; NaN when there are none
 * @param lower end of the interval; NaN with fewer than two patients
 * @param upper end of the interval
 */
record Mean(int count, double value, double lower, double upper) {
  private static final double NORMAL = 1.959963984540054;

  /**
   * The mean of those values that are numbers.
   *
   * @param patients whom each image is of
   */
  static Mean of(double[] values, long[] patients) {
    int count = 0;
    double sum = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        count++;
        sum += value;
      }
    }
    double mean = sum / count;
    Map<Long, Double> residuals = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        residuals.merge(patients[i], values[i] - mean, Double::sum);
      }
    }
    double clusters = residuals.size();
    double squares = residuals.values().stream().mapToDouble(residual -> residual * residual).sum();
    double error =
        clusters < 2 ? Double.NaN : Math.sqrt(clusters / (clusters - 1) * squares) / count;
    return new Mean(count, mean, mean - NORMAL * error, mean + NORMAL * error);
  }
}
