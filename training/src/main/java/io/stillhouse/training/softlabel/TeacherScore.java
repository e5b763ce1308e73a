package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.metrics.ClassificationMetrics;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.MultiLabelMetrics;

/** How right a teacher is by its stored logits. */
public final class TeacherScore {
  private TeacherScore() {}

  /**
   * Accuracy, or mean AUC for independent labels (NaN when no label has positives and negatives).
   *
   * @param split the images; normally the validation split
   * @param rows its soft labels, one plain view an image
   */
  public static double of(Split split, SoftLabels.Rows rows) {
    Logits logits = PlainViewLogits.of(split, rows);
    if (split.dataset().task() == Task.MULTILABEL) {
      return new MultiLabelMetrics(logits, split.labelVectors(split.rows(), 0, split.size()))
          .meanAuc();
    }
    int[] labels = split.rows();
    for (int row = 0; row < labels.length; row++) {
      labels[row] = split.label(row);
    }
    return ClassificationMetrics.accuracy(logits, labels);
  }
}
