package io.stillhouse.model.plan;

import io.stillhouse.model.component.Cardinality;
import java.util.List;

/**
 * What feeds one input of a planned step.
 *
 * @param sources the outputs, in order; exactly one unless the input takes a list
 * @param cardinality how many artifacts the input takes
 */
public record InputWiring(List<OutputOf> sources, Cardinality cardinality) {
  /**
   * @throws IllegalArgumentException if there are fewer or more sources than the input takes
   */
  public InputWiring {
    sources = List.copyOf(sources);
    if (cardinality.isList()
        ? sources.isEmpty() && !cardinality.isOptional()
        : sources.size() != 1) {
      throw new IllegalArgumentException(
          "an input that takes " + cardinality + " cannot have " + sources.size() + " sources");
    }
  }

  /** Whether the input takes several artifacts: a skipped source drops out. */
  public boolean list() {
    return cardinality.isList();
  }

  /** Whether the input may stay empty: a skipped source leaves it so. */
  public boolean optional() {
    return cardinality.isOptional();
  }
}
