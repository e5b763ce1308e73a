package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs are looked at, whatever their filter says.
 *
 * @param pipeline only the runs of this pipeline
 * @param runs only these, at most 1000
 */
public record RunScope(Optional<String> pipeline, Optional<Set<RunLayout>> runs) {
  /** Every run. */
  public static final RunScope ALL = new RunScope(Optional.empty(), Optional.empty());

  private static final int MOST_RUNS = 1000;

  /**
   * @throws IllegalArgumentException if there are too many runs
   */
  public RunScope {
    runs = runs.map(Set::copyOf);
    if (runs.isPresent() && runs.get().size() > MOST_RUNS) {
      throw new IllegalArgumentException(
          "at most " + MOST_RUNS + " runs at once, not " + runs.get().size());
    }
  }

  /** The runs of a pipeline. */
  public static RunScope ofPipeline(String pipeline) {
    return new RunScope(Optional.of(pipeline), Optional.empty());
  }

  /** These runs: for whoever wants to know which of those that changed match a filter. */
  public static RunScope of(Set<RunLayout> runs) {
    return new RunScope(Optional.empty(), Optional.of(runs));
  }
}
