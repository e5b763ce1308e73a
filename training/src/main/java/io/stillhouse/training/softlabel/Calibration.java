package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.TemperatureScaling;

/**
 * Temperature scaling (Guo et al., On Calibration of Modern Neural Networks, 2017): the one number
 * by which to divide a teacher's logits so that the labels of data it did not learn from are most
 * likely.
 */
public final class Calibration {
  private Calibration() {}

  /**
   * The temperature from stored logits.
   *
   * @param split the images; normally the validation split
   * @param rows its soft labels, one plain view an image
   * @return 0.05 to 20
   */
  public static double temperature(Split split, SoftLabels.Rows rows) {
    Logits logits = PlainViewLogits.of(split, rows);
    if (split.dataset().task() == Task.MULTILABEL) {
      float[] labels = split.labelVectors(split.rows(), 0, split.size());
      return TemperatureScaling.fit(logits, labels);
    }
    int[] labels = split.rows();
    for (int row = 0; row < labels.length; row++) {
      labels[row] = split.label(row);
    }
    return TemperatureScaling.fit(logits, labels);
  }
}
