package io.stillhouse.model.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts planned steps so that each comes after those it needs, otherwise as they were written. */
final class StepOrder {
  private final Map<String, PlannedStep> steps = new LinkedHashMap<>();
  private final List<PlannedStep> sorted = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();

  /** Of steps that do not wait for each other in a circle. */
  StepOrder(Map<String, List<PlannedStep>> planned) {
    planned.values().forEach(list -> list.forEach(step -> steps.put(step.name(), step)));
  }

  List<PlannedStep> sorted() {
    steps.values().forEach(this::visit);
    return sorted;
  }

  private void visit(PlannedStep step) {
    if (!visited.add(step.name())) {
      return;
    }
    for (PlannedStep candidate : upstream(step)) {
      visit(candidate);
    }
    sorted.add(step);
  }

  private List<PlannedStep> upstream(PlannedStep step) {
    Set<String> needed = step.upstream();
    return steps.values().stream().filter(other -> needed.contains(other.name())).toList();
  }
}
