package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.SourceLocation;

/** A node of a YAML document. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMap, YamlInvalid {
  /** Where it begins. */
  SourceLocation location();

  /** What a person calls it: {@code a list}, {@code the integer 3}. */
  String inWords();
}
