package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.SourceLocation;

/**
 * Something that was refused, and reported, already when the text was read.
 *
 * @param location where it begins
 */
public record YamlInvalid(SourceLocation location) implements YamlNode {
  @Override
  public String inWords() {
    return "invalid";
  }
}
