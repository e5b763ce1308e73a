package io.stillhouse.steps.explanation;

import io.stillhouse.training.data.CounterRandom;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws images at random by a seed: chosen ones would flatter.
 *
 * @param split where from
 * @param count how many; all when there are fewer
 * @param seed of the draw
 */
record Questions(Split split, int count, long seed) {
  /** Keeps the draw independent of other uses of the same seed. */
  private static final long STREAM = 0x6578706c61696eL;

  /**
   * Questions for the labels of images; of multi-label data images without a label are left out.
   */
  List<Question> ofLabels() {
    int[] order = split.rows();
    CounterRandom random = new CounterRandom(seed ^ STREAM);
    random.shuffle(order, 0);
    List<Question> questions = new ArrayList<>();
    for (int row : order) {
      List<Integer> labels = labels(row);
      if (!labels.isEmpty() && questions.size() < count) {
        int target = labels.get(random.below(labels.size(), 1, row));
        long patient = split.grouped() ? split.group(row) : row;
        questions.add(new Question(row, split.id(row), patient, target));
      }
    }
    return questions;
  }

  private List<Integer> labels(int row) {
    if (split.dataset().task() == Task.MULTICLASS) {
      return List.of(split.label(row));
    }
    float[] vector = split.labelVectors(new int[] {row}, 0, 1);
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < vector.length; label++) {
      if (vector[label] > 0.5f) {
        labels.add(label);
      }
    }
    return labels;
  }
}
