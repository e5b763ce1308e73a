package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;

/**
 * What curve there is.
 *
 * @param run the run
 * @param step the step
 * @param name the curve's name
 * @param points how many points all attempts told
 * @param lastPosition the greatest position
 * @param lastValue the value that was told last, possibly NaN
 */
public record CurveSummary(
    RunLayout run, String step, String name, long points, long lastPosition, double lastValue) {}
