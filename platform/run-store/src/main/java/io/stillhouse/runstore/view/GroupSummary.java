package io.stillhouse.runstore.view;

import io.stillhouse.v1.State;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The runs of one experiment or one pipeline.
 *
 * @param name the experiment's or the pipeline's
 * @param related the pipelines of the experiment's runs, or the experiments of the pipeline's,
 *     sorted
 * @param runs how many runs it has in each state
 * @param firstCreateTime when its first run was created
 * @param lastCreateTime when its last run was created
 */
public record GroupSummary(
    String name,
    List<String> related,
    SortedMap<State, Integer> runs,
    Instant firstCreateTime,
    Instant lastCreateTime) {

  /** Copies the collections. */
  public GroupSummary {
    related = List.copyOf(related);
    runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
  }

  /** How many runs it has. */
  public int total() {
    return runs.values().stream().mapToInt(Integer::intValue).sum();
  }
}
