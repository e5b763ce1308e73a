package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.SourceLocation;
import java.util.List;

/**
 * A list.
 *
 * @param elements its elements
 * @param location where it begins
 */
public record YamlList(List<YamlNode> elements, SourceLocation location) implements YamlNode {
  /** Copies the elements. */
  public YamlList {
    elements = List.copyOf(elements);
  }

  @Override
  public String inWords() {
    return "a list";
  }
}
