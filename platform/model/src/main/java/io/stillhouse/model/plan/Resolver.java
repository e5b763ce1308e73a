package io.stillhouse.model.plan;

import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces the expressions of one planned step by values. */
final class Resolver {
  private final RunParameters parameters;
  private final Optional<FanOutItem> item;
  private final Problems problems;

  Resolver(RunParameters parameters, Optional<FanOutItem> item, Problems problems) {
    this.parameters = parameters;
    this.item = item;
    this.problems = problems;
  }

  Resolution resolve(Template template) {
    try {
      if (template instanceof Template.Literal literal) {
        return Resolution.of(literal.value());
      }
      if (template instanceof Template.Expression expression) {
        return resolve(expression.reference());
      }
      if (template instanceof Template.Text text) {
        return text(text);
      }
      if (template instanceof Template.Elements elements) {
        return elements(elements);
      }
      return template instanceof Template.Entries entries ? entries(entries) : Resolution.INVALID;
    } catch (IllegalArgumentException e) {
      // Values know their own bounds, and say so.
      problems.error(template.place(), String.valueOf(e.getMessage()));
      return Resolution.INVALID;
    }
  }

  Resolution resolve(Reference reference) {
    if (reference instanceof Reference.ToParameter parameter) {
      if (parameters.isInvalid(parameter.name())) {
        return Resolution.INVALID;
      }
      return parameters.value(parameter.name()).map(Resolution::of).orElse(Resolution.UNSET);
    }
    if (reference instanceof Reference.ToItem toItem && item.isPresent()) {
      return item(toItem, item.get());
    }
    return Resolution.INVALID;
  }

  private Resolution item(Reference.ToItem reference, FanOutItem of) {
    if (reference.key().isEmpty()) {
      return Resolution.of(of.value());
    }
    String key = reference.key().get();
    if (!(of.value() instanceof MapValue map)) {
      problems.error(
          reference.place(),
          "item '" + of.name() + "' is no map, so it has no '" + key + "': write ${item}");
      return Resolution.INVALID;
    }
    Value value = map.entries().get(key);
    if (value == null) {
      problems.unknown(
          reference.place(),
          "item '" + of.name() + "' has no '" + key + "'",
          key,
          map.entries().keySet());
      return Resolution.INVALID;
    }
    return Resolution.of(value);
  }

  private Resolution text(Template.Text template) {
    StringBuilder text = new StringBuilder();
    for (Template part : template.parts()) {
      Resolution resolution = required(part);
      if (resolution.value().isEmpty()) {
        return Resolution.INVALID;
      }
      Value value = resolution.value().get();
      if (value instanceof ListValue || value instanceof MapValue) {
        problems.error(part.place(), "a " + value.typeName() + " cannot stand inside text");
        return Resolution.INVALID;
      }
      text.append(value instanceof TextValue plain ? plain.text() : value.canonicalText());
    }
    return Resolution.of(new TextValue(text.toString()));
  }

  private Resolution elements(Template.Elements template) {
    List<Value> values = new ArrayList<>();
    for (Template element : template.elements()) {
      required(element).value().ifPresent(values::add);
    }
    return values.size() == template.elements().size()
        ? Resolution.of(new ListValue(values))
        : Resolution.INVALID;
  }

  private Resolution entries(Template.Entries template) {
    Map<String, Value> values = new LinkedHashMap<>();
    template
        .entries()
        .forEach(
            (name, entry) -> required(entry).value().ifPresent(value -> values.put(name, value)));
    return values.size() == template.entries().size()
        ? Resolution.of(new MapValue(values))
        : Resolution.INVALID;
  }

  /** Where a value must stand, an unset parameter is an error. */
  Resolution required(Template template) {
    Resolution resolution = resolve(template);
    if (resolution.kind() == Resolution.Kind.UNSET) {
      reportUnset(template.asWritten().canonicalText(), template.place());
      return Resolution.INVALID;
    }
    return resolution;
  }

  void reportUnset(String what, Place place) {
    problems.error(place, what + " has no value: set the parameter, or give it a default");
  }
}
