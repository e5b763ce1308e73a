package io.stillhouse.runstore.view;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the index knows of a run, but its curves.
 *
 * @param summary its line of a list
 * @param parameters its parameters by name
 * @param metrics by name the metrics that speak for the run: of the last step in plan order that
 *     succeeded and has the metric
 * @param steps its steps in plan order
 * @param damage the records of it that could not be read
 */
public record RunDetails(
    RunSummary summary,
    SortedMap<String, CellValue> parameters,
    SortedMap<String, Double> metrics,
    List<StepSummary> steps,
    List<Damage> damage) {

  /** Copies the collections. */
  public RunDetails {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    steps = List.copyOf(steps);
    damage = List.copyOf(damage);
  }
}
