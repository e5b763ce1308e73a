package io.stillhouse.model.definition;

import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.References;
import io.stillhouse.model.problem.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds steps that wait for themselves. */
final class CycleCheck {
  private static final int SHOWN_STEPS = 12;

  private final Scope scope;
  private final Map<String, Map<String, Place>> needs = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final List<String> path = new ArrayList<>();

  CycleCheck(Scope scope) {
    this.scope = scope;
    scope.steps().forEach((name, step) -> needs.put(name, needs(step)));
  }

  private static Map<String, Place> needs(StepDraft step) {
    Map<String, Place> needed = new LinkedHashMap<>();
    step.inputs()
        .values()
        .forEach(
            entry ->
                entry
                    .value()
                    .sources()
                    .forEach(source -> needed.putIfAbsent(source.step(), source.place())));
    if (step.when().isPresent()) {
      for (Reference reference : References.of(step.when().get().root())) {
        if (reference instanceof Reference.ToMetric metric) {
          needed.putIfAbsent(metric.step(), metric.place());
        }
      }
    }
    return needed;
  }

  void check() {
    needs.keySet().forEach(this::visit);
  }

  /** Depth first; the recursion is as deep as the longest chain, so at most all steps. */
  private void visit(String name) {
    if (done.contains(name)) {
      return;
    }
    path.add(name);
    needs
        .getOrDefault(name, Map.of())
        .forEach(
            (needed, place) -> {
              int start = path.indexOf(needed);
              if (start < 0) {
                visit(needed);
              } else {
                report(path.subList(start, path.size()), needed, place);
              }
            });
    path.remove(path.size() - 1);
    done.add(name);
  }

  private void report(List<String> cycle, String closing, Place place) {
    List<String> shown = new ArrayList<>(cycle.subList(0, Math.min(cycle.size(), SHOWN_STEPS)));
    if (shown.size() < cycle.size()) {
      shown.add("(" + (cycle.size() - shown.size()) + " more)");
    }
    shown.add(closing);
    scope
        .problems()
        .error(
            place,
            cycle.size() == 1
                ? "step '" + closing + "' needs its own output"
                : "steps wait for each other in a circle: " + String.join(" needs ", shown));
  }
}
