package io.stillhouse.model.plan;

import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.value.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * What a run does.
 *
 * @param definition the definition it comes from
 * @param parameters every parameter of the run that has a value, defaults filled in
 * @param steps the steps, each after those that it needs; otherwise in the order they were written
 * @param limits what its steps may use together
 */
public record Plan(
    PipelineDefinition definition,
    Map<String, Value> parameters,
    List<PlannedStep> steps,
    ResourceLimits limits) {

  /**
   * @throws IllegalArgumentException if a step stands before one that it needs, or twice
   */
  public Plan {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    steps = List.copyOf(steps);
    Set<String> seen = new HashSet<>();
    for (PlannedStep step : steps) {
      if (!seen.containsAll(step.upstream())) {
        throw new IllegalArgumentException("step " + step.name() + " stands before what it needs");
      }
      if (!seen.add(step.name())) {
        throw new IllegalArgumentException("two steps are called " + step.name());
      }
    }
  }

  /**
   * The step of that name.
   *
   * @throws NoSuchElementException if there is none
   */
  public PlannedStep step(String name) {
    return steps.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("the plan has no step " + name));
  }

  /** The names of the steps that come after a step, directly or through others. */
  public Set<String> downstream(String name) {
    Set<String> after = new HashSet<>();
    for (PlannedStep candidate : steps) {
      if (candidate.upstream().contains(name)
          || candidate.upstream().stream().anyMatch(after::contains)) {
        after.add(candidate.name());
      }
    }
    return Collections.unmodifiableSet(after);
  }
}
