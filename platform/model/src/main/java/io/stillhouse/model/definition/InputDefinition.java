package io.stillhouse.model.definition;

import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.problem.Place;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wired to an input, as written.
 *
 * @param sources one reference, or the references of a YAML list
 * @param form whether it is written as a list
 * @param place where it is written
 */
public record InputDefinition(List<Reference.ToOutput> sources, Form form, Place place) {
  /** How the wiring is written. */
  public enum Form {
    /** One reference. */
    SINGLE,
    /** A YAML list of references. */
    LIST
  }

  /** Copies the sources. */
  public InputDefinition {
    sources = List.copyOf(sources);
  }

  /** The references as text, separated by commas. */
  public String asWritten() {
    return sources.stream().map(source -> "${" + source + "}").collect(Collectors.joining(", "));
  }
}
