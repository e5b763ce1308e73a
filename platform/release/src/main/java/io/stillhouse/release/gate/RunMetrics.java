package io.stillhouse.release.gate;

import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The final metrics of a run.
 *
 * @param run the run's name, for messages
 * @param bySteps the metrics of each step that succeeded, by the step's name in the plan
 */
public record RunMetrics(String run, Map<String, Map<String, Double>> bySteps) {

  /** Copies the metrics. */
  public RunMetrics {
    Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
    bySteps.forEach((step, metrics) -> copy.put(step, Map.copyOf(metrics)));
    bySteps = Collections.unmodifiableMap(copy);
  }

  /** The metrics that the outcomes of a run's steps tell of. */
  public static RunMetrics of(String run, Collection<StepOutcome> outcomes) {
    Map<String, Map<String, Double>> bySteps = new LinkedHashMap<>();
    for (StepOutcome outcome : outcomes) {
      if (outcome.getState() == State.SUCCEEDED) {
        bySteps.put(outcome.getStep(), outcome.getResult().getMetricsMap());
      }
    }
    return new RunMetrics(run, bySteps);
  }

  /**
   * A metric of the one step that has it.
   *
   * @throws MetricUnknownException if no step has it, or several do
   */
  double metric(String name) {
    Map<String, Double> found = new TreeMap<>();
    bySteps.forEach(
        (step, metrics) ->
            Optional.ofNullable(metrics.get(name)).ifPresent(value -> found.put(step, value)));
    if (found.size() > 1) {
      List<String> steps = List.copyOf(found.keySet());
      throw new MetricUnknownException(
          "the steps "
              + String.join(", ", steps)
              + " of "
              + run
              + " all have a metric "
              + name
              + "; say which is meant: steps."
              + steps.get(steps.size() - 1)
              + ".metrics['"
              + name
              + "']");
    }
    return found.values().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new MetricUnknownException("no step of " + run + " has" + missing(name, names())));
  }

  /**
   * A metric of a certain step.
   *
   * @throws MetricUnknownException if there is no such step, or it has no such metric
   */
  double metric(String step, String name) {
    Map<String, Double> metrics = bySteps.get(step);
    if (metrics == null) {
      throw new MetricUnknownException(
          run
              + " has no step "
              + step
              + " that succeeded"
              + Suggestion.closest(step, bySteps.keySet())
                  .map(other -> "; did you mean " + other + "?")
                  .orElse(""));
    }
    Double value = metrics.get(name);
    if (value == null) {
      throw new MetricUnknownException(
          "the step " + step + " of " + run + " does not have" + missing(name, metrics.keySet()));
    }
    return value;
  }

  private static String missing(String name, Collection<String> names) {
    return " a metric "
        + name
        + Suggestion.closest(name, names).map(other -> "; did you mean " + other + "?").orElse("");
  }

  private TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    bySteps.values().forEach(metrics -> names.addAll(metrics.keySet()));
    return names;
  }
}
