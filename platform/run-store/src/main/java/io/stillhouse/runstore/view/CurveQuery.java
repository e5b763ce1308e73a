package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;
import java.util.List;
import java.util.Set;

/**
 * Which curves are asked for.
 *
 * @param runs at most 100 runs
 * @param steps only of these steps; empty: of all
 * @param names only these curves; empty: all
 * @param maximumPoints how many points a curve has at most, 8 to 100,000
 * @param firstPosition the smallest position wanted
 * @param lastPosition the greatest position wanted
 */
public record CurveQuery(
    List<RunLayout> runs,
    Set<String> steps,
    Set<String> names,
    int maximumPoints,
    long firstPosition,
    long lastPosition) {
  /** How many runs can be asked for at once. */
  public static final int MOST_RUNS = 100;

  /**
   * @throws IllegalArgumentException if a figure is out of range
   */
  public CurveQuery {
    runs = List.copyOf(runs);
    steps = Set.copyOf(steps);
    names = Set.copyOf(names);
    if (runs.size() > MOST_RUNS) {
      throw new IllegalArgumentException(
          "curves of at most " + MOST_RUNS + " runs at once, not " + runs.size());
    }
    if (maximumPoints < 8 || maximumPoints > 100_000) {
      throw new IllegalArgumentException(
          "a curve is shown with 8 to 100000 points, not " + maximumPoints);
    }
  }

  /** All of these curves. */
  public static CurveQuery of(List<RunLayout> runs, Set<String> names, int maximumPoints) {
    return new CurveQuery(runs, Set.of(), names, maximumPoints, Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
