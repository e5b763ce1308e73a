package io.stillhouse.model.plan;

import java.util.OptionalDouble;

/** The metrics of results, as conditions ask for them. */
@FunctionalInterface
public interface MetricLookup {
  /**
   * A metric of a step's result.
   *
   * @param step the planned step's name
   * @param metric the metric's name
   * @return its value; empty if the result has no such metric
   */
  OptionalDouble metric(String step, String metric);
}
