package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.Split;
import io.stillhouse.training.metrics.Logits;

/** A teacher's stored logits of a whole split, the first view of each image. */
final class PlainViewLogits {
  private PlainViewLogits() {}

  static Logits of(Split split, SoftLabels.Rows rows) {
    int classes = split.dataset().classes().size();
    float[] values = new float[rows.size() * classes];
    for (int row = 0; row < rows.size(); row++) {
      rows.copyLogits(row, 0, values, row * classes);
    }
    return new Logits(values, classes);
  }
}
