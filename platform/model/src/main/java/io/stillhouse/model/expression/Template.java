package io.stillhouse.model.expression;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value as its author wrote it: with expressions in it that planning replaces. */
public sealed interface Template {
  /** Where it is written. */
  Place place();

  /** The value with its expressions as text. */
  Value asWritten();

  /**
   * A value without expressions.
   *
   * @param value the value
   * @param place where it is written
   */
  record Literal(Value value, Place place) implements Template {
    @Override
    public Value asWritten() {
      return value;
    }
  }

  /**
   * One expression alone; it keeps the type of what it refers to.
   *
   * @param reference what it refers to
   */
  record Expression(Reference reference) implements Template {
    @Override
    public Place place() {
      return reference.place();
    }

    @Override
    public Value asWritten() {
      return new TextValue("${" + reference + "}");
    }
  }

  /**
   * Text with expressions inside.
   *
   * @param parts texts and expressions in turn
   * @param place where it is written
   */
  record Text(List<Template> parts, Place place) implements Template {
    /** Copies the parts. */
    public Text {
      parts = List.copyOf(parts);
    }

    @Override
    public Value asWritten() {
      return new TextValue(
          parts.stream()
              .map(Template::asWritten)
              .map(part -> part instanceof TextValue text ? text.text() : part.canonicalText())
              .collect(Collectors.joining()));
    }
  }

  /**
   * A list with expressions inside.
   *
   * @param elements its elements
   * @param place where it is written
   */
  record Elements(List<Template> elements, Place place) implements Template {
    /** Copies the elements. */
    public Elements {
      elements = List.copyOf(elements);
    }

    @Override
    public Value asWritten() {
      return new ListValue(elements.stream().map(Template::asWritten).toList());
    }
  }

  /**
   * A map with expressions inside.
   *
   * @param entries its entries in the order they were written
   * @param place where it is written
   */
  record Entries(Map<String, Template> entries, Place place) implements Template {
    /** Copies the entries. */
    public Entries {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Value asWritten() {
      Map<String, Value> written = new LinkedHashMap<>();
      entries.forEach((name, entry) -> written.put(name, entry.asWritten()));
      return new MapValue(written);
    }
  }
}
