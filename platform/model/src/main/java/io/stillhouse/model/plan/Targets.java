package io.stillhouse.model.plan;

import io.stillhouse.model.expression.Selector;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import java.util.List;
import java.util.Optional;

/** Finds the planned steps that a reference means. */
final class Targets {
  private final Expansion expansion;
  private final Problems problems;

  Targets(Expansion expansion, Problems problems) {
    this.expansion = expansion;
    this.problems = problems;
  }

  /** Their names in item order; nothing if there are none to speak of, which was reported. */
  Optional<List<String>> of(
      String step, Selector selector, Optional<FanOutItem> item, Place place) {
    List<Optional<FanOutItem>> items = expansion.items().get(step);
    if (items == null) {
      return Optional.empty();
    }
    if (selector instanceof Selector.Named named) {
      return named(step, named.item(), items, place);
    }
    if (selector instanceof Selector.SameItem) {
      return item.map(same -> List.of(FanOut.stepName(step, same)));
    }
    return Optional.of(items.stream().map(each -> Expansion.name(step, each)).toList());
  }

  private Optional<List<String>> named(
      String step, String name, List<Optional<FanOutItem>> items, Place place) {
    List<String> known = items.stream().flatMap(Optional::stream).map(FanOutItem::name).toList();
    if (!known.contains(name)) {
      problems.unknown(place, "step '" + step + "' has no item '" + name + "'", name, known);
      return Optional.empty();
    }
    return Optional.of(List.of(step + "-" + name));
  }
}
