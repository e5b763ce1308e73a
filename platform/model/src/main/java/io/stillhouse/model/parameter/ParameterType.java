package io.stillhouse.model.parameter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of parameters. */
public enum ParameterType {
  /** Text. */
  STRING,
  /** A whole number of 64 bits. */
  INTEGER,
  /** A real number; a whole number will do. */
  NUMBER,
  /** true or false. */
  BOOLEAN,
  /** A list of values. */
  LIST,
  /** A mapping from names to values. */
  MAP,
  /** Data outside the store: a path relative to the definition's file, or a URI. */
  SOURCE;

  /** The type's name in YAML. */
  public String yamlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that name in YAML, if there is one. */
  public static Optional<ParameterType> ofYamlName(String name) {
    return Arrays.stream(values()).filter(type -> type.yamlName().equals(name)).findFirst();
  }

  /** The type with its article, for messages: {@code an integer}. */
  public String withArticle() {
    return (this == INTEGER ? "an " : "a ") + yamlName();
  }
}
