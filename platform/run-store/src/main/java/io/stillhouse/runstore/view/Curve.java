package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.curve.CurvePoints;

/**
 * A curve of a step: over all its attempts, where a later attempt replaces what earlier ones told
 * from the position on at which it begins.
 *
 * @param run the run that was asked for; a step that the cache served has the curves of the attempt
 *     that it was served from
 * @param step the step
 * @param name the curve's name: {@code train/loss}
 * @param points the points, thinned out if there are too many
 * @param total how many points the curve has in the range that was asked for
 */
public record Curve(RunLayout run, String step, String name, CurvePoints points, long total) {

  /** Whether points were left out. */
  public boolean isThinned() {
    return points.size() < total;
  }
}
