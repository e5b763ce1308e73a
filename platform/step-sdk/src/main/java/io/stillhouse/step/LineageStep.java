package io.stillhouse.step;

import io.stillhouse.v1.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An attempt of a step that made artifacts, as its task told it what to do.
 *
 * @param run {@code pipelines/P/runs/R}
 * @param step the step's name within the run
 * @param component what carried it out
 * @param parameters every parameter that had a value
 * @param inputs digests of the artifacts of each input, in their order
 * @param outputs digest of each output that was made use of
 */
public record LineageStep(
    String run,
    String step,
    String component,
    SortedMap<String, Value> parameters,
    SortedMap<String, List<String>> inputs,
    SortedMap<String, String> outputs) {

  public LineageStep {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }
}
