package io.stillhouse.steps.explanation;

import io.stillhouse.training.explanation.CamMethod;
import io.stillhouse.training.explanation.DeletionGame;
import io.stillhouse.training.explanation.SaliencyMap;
import java.util.Map;

/**
 * What a model answers to a question.
 *
 * @param probability that it gives the class, 0 to 1
 * @param maps where it sees the class, in the image's size
 * @param deletions what is left of the probability when pixels are deleted in each map's order
 * @param control the same in random orders, their mean
 */
record Answer(
    double probability,
    Map<CamMethod, SaliencyMap> maps,
    Map<CamMethod, DeletionGame.Curve> deletions,
    DeletionGame.Curve control) {
  Answer {
    maps = Map.copyOf(maps);
    deletions = Map.copyOf(deletions);
  }

  SaliencyMap map(CamMethod method) {
    return value(maps, method);
  }

  DeletionGame.Curve deletion(CamMethod method) {
    return value(deletions, method);
  }

  private static <T> T value(Map<CamMethod, T> values, CamMethod method) {
    T value = values.get(method);
    if (value == null) {
      throw new IllegalStateException("no " + method);
    }
    return value;
  }
}
