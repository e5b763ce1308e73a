package io.stillhouse.training.hint;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that gives hints.
 *
 * @param name by which branches refer to it
 * @param network a plain classifier, folded or not; never changed
 */
public record HintTeacher(String name, Classifier network) {

  /** The stem's activation and those of the first {@code last} stages, all left open. */
  List<NDArray> points(NDArray images, int last) {
    List<NDArray> points = new ArrayList<>();
    points.add(network.stem(images, Mode.EVAL));
    for (int stage = 0; stage < last; stage++) {
      points.add(network.nextStage(stage, points.get(stage), Mode.EVAL));
    }
    return points;
  }
}
