package io.stillhouse.step;

import java.util.List;

/**
 * How a step's inputs came to be, as the store tells it.
 *
 * @param steps every attempt that they rest on, each after those whose artifacts it read
 * @param untold digests of artifacts of which the store does not tell who made them
 */
public record Lineage(List<LineageStep> steps, List<String> untold) {

  public Lineage {
    steps = List.copyOf(steps);
    untold = List.copyOf(untold);
  }
}
