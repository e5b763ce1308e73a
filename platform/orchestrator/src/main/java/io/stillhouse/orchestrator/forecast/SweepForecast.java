package io.stillhouse.orchestrator.forecast;

import io.stillhouse.orchestrator.forecast.StepForecast.Fate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What several runs would do if they were executed now, with what they have in common done once.
 *
 * @param runs how many runs
 * @param steps how many steps they have together
 * @param distinct how many of these differ: in their component, parameters, data or inputs
 * @param fates what would become of the distinct ones
 */
public record SweepForecast(int runs, int steps, int distinct, Map<Fate, Integer> fates) {
  /** Copies. */
  public SweepForecast {
    Map<Fate, Integer> copy = new EnumMap<>(Fate.class);
    copy.putAll(fates);
    fates = Collections.unmodifiableMap(copy);
  }
}
