package io.stillhouse.model.plan;

import io.stillhouse.model.definition.StepDefinition;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Expands the list that a step is fanned out over. */
final class FanOut {
  /** The most steps that a plan may have. */
  static final int MAXIMUM_STEPS = 1000;

  private static final int MAXIMUM_NAME = 63;
  private static final String NAME_KEY = "name";

  private final RunParameters parameters;
  private final Problems problems;

  FanOut(RunParameters parameters, Problems problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /** The name of a fanned-out step's step. */
  static String stepName(String step, FanOutItem item) {
    return step + "-" + item.name();
  }

  /** The items; nothing if they make no sense, which is reported. */
  Optional<List<FanOutItem>> items(StepDefinition step, Template list) {
    Resolution resolution = new Resolver(parameters, Optional.empty(), problems).required(list);
    if (resolution.value().isEmpty() || !(resolution.value().get() instanceof ListValue values)) {
      // A value that is no list was reported when the definition was checked.
      return Optional.empty();
    }
    if (values.values().size() > MAXIMUM_STEPS) {
      problems.error(list.place(), "the list has more than 1000 items");
      return Optional.empty();
    }
    List<FanOutItem> items = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < values.values().size(); i++) {
      Value value = values.values().get(i);
      Place place =
          list instanceof Template.Elements elements
              ? elements.elements().get(i).place()
              : list.place();
      Optional<FanOutItem> item = name(value, i, place).map(name -> new FanOutItem(name, value));
      if (item.isPresent() && isValid(step, item.get(), names, i, place)) {
        items.add(item.get());
      }
    }
    return items.size() == values.values().size() ? Optional.of(items) : Optional.empty();
  }

  private Optional<String> name(Value value, int index, Place place) {
    Value name = value instanceof MapValue map ? map.entries().get(NAME_KEY) : value;
    if (name instanceof TextValue text) {
      return Optional.of(text.text());
    }
    if (name instanceof IntegerValue integer) {
      return Optional.of(Long.toString(integer.number()));
    }
    problems.error(
        place,
        value instanceof MapValue
            ? "item " + index + " of the list needs a 'name': it becomes part of the step's name"
            : "item "
                + index
                + " of the list is a "
                + value.typeName()
                + ", it must be a map with a 'name', a string or an integer");
    return Optional.empty();
  }

  private boolean isValid(
      StepDefinition step, FanOutItem item, Set<String> names, int index, Place place) {
    String name = item.name();
    if (!Form.DNS_LABEL.matches(name)) {
      problems.error(
          place,
          "the name of item "
              + index
              + ", '"
              + shortened(name)
              + "', must be "
              + Form.DNS_LABEL.words());
      return false;
    }
    if (!names.add(name)) {
      problems.error(place, "two items of the list are called '" + name + "'");
      return false;
    }
    String stepName = stepName(step.name(), item);
    if (stepName.length() > MAXIMUM_NAME) {
      problems.error(
          place,
          "the step would be called '"
              + stepName
              + "', which has "
              + stepName.length()
              + " characters of at most "
              + MAXIMUM_NAME
              + ": shorten the step's or the item's name");
      return false;
    }
    return true;
  }

  private static String shortened(String name) {
    return name.length() > 80 ? name.substring(0, 77) + "..." : name;
  }
}
