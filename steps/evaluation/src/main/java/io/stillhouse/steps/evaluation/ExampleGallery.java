package io.stillhouse.steps.evaluation;

import io.stillhouse.steps.evaluation.report.ExampleImage;
import io.stillhouse.steps.evaluation.report.RightWrong;
import io.stillhouse.training.data.CounterRandom;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.metrics.Logits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Draws images for each cell of the right/wrong table, at random by a seed: chosen images would
 * flatter.
 *
 * @param split the images
 * @param perCell images for each cell, 0 or more
 * @param seed of the draw
 */
record ExampleGallery(Split split, int perCell, long seed) {
  /** Keeps the draw independent of other uses of the same seed. */
  private static final long STREAM = 0x6578616d706c65L;

  /** The images, cell by cell. */
  List<ExampleImage> pick(Logits teacher, Logits student) throws IOException {
    Map<RightWrong, List<Integer>> cells = new EnumMap<>(RightWrong.class);
    int[] order = split.rows();
    new CounterRandom(seed ^ STREAM).shuffle(order, 0);
    for (int row : order) {
      // A prediction that is no class cannot be shown.
      if (teacher.prediction(row) >= 0 && student.prediction(row) >= 0) {
        RightWrong cell =
            RightWrong.of(split.label(row), teacher.prediction(row), student.prediction(row));
        List<Integer> members = cells.computeIfAbsent(cell, key -> new ArrayList<>());
        if (members.size() < perCell) {
          members.add(row);
        }
      }
    }
    List<ExampleImage> examples = new ArrayList<>();
    for (Map.Entry<RightWrong, List<Integer>> cell : cells.entrySet()) {
      for (int row : cell.getValue()) {
        examples.add(
            new ExampleImage(
                cell.getKey(),
                split.id(row),
                ImagePng.of(split, row),
                split.label(row),
                teacher.prediction(row),
                student.prediction(row)));
      }
    }
    return examples;
  }
}
