package io.stillhouse.model.plan;

import io.stillhouse.model.definition.DefinitionDraft;
import io.stillhouse.model.definition.StepDefinition;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A definition's steps with their fan-out items.
 *
 * @param items the items of each step by its name: one empty item for a step without fan-out;
 *     absent for a fan-out that makes no sense, which was reported
 */
record Expansion(Map<String, List<Optional<FanOutItem>>> items) {

  static Expansion of(DefinitionDraft draft, RunParameters parameters) {
    FanOut fanOut = new FanOut(parameters, draft.problems());
    Map<String, List<Optional<FanOutItem>>> items = new LinkedHashMap<>();
    for (StepDefinition step : draft.definition().steps()) {
      if (step.forEach().isEmpty()) {
        items.put(step.name(), List.of(Optional.empty()));
      } else {
        fanOut
            .items(step, step.forEach().get())
            .ifPresent(list -> items.put(step.name(), list.stream().map(Optional::of).toList()));
      }
    }
    Expansion expansion = new Expansion(items);
    expansion.checkNames(draft);
    return expansion;
  }

  private void checkNames(DefinitionDraft draft) {
    Problems problems = draft.problems();
    Map<String, String> seen = new HashMap<>();
    int steps = 0;
    for (StepDefinition step : draft.definition().steps()) {
      for (Optional<FanOutItem> item : items.getOrDefault(step.name(), List.of())) {
        Place place = step.place();
        if (++steps > FanOut.MAXIMUM_STEPS) {
          problems.error(place, "the fan-outs give more than 1000 steps together");
          return;
        }
        String name = name(step.name(), item);
        String other = seen.putIfAbsent(name, step.name());
        if (other != null) {
          problems.error(
              place,
              "a step would be called '" + name + "', as one of step '" + other + "': rename one");
        }
      }
    }
  }

  static String name(String step, Optional<FanOutItem> item) {
    return item.map(of -> FanOut.stepName(step, of)).orElse(step);
  }

  int size() {
    return items.values().stream().mapToInt(List::size).sum();
  }
}
