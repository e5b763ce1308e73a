package io.stillhouse.model.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mapping from names of 1 to 256 characters to values, at most 10,000, in the order they were
 * written.
 *
 * @param entries the values by name
 */
public record MapValue(Map<String, Value> entries) implements Value {
  /** The most entries that a map may have. */
  public static final int MAXIMUM_SIZE = 10_000;

  /** The longest name in characters. */
  public static final int MAXIMUM_NAME_LENGTH = 256;

  /**
   * @throws IllegalArgumentException if there are too many entries, or a name is empty or too long
   */
  public MapValue {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    if (entries.size() > MAXIMUM_SIZE) {
      throw new IllegalArgumentException(
          "the map has " + entries.size() + " entries, at most " + MAXIMUM_SIZE + " are allowed");
    }
    for (String name : entries.keySet()) {
      if (name.isEmpty() || name.length() > MAXIMUM_NAME_LENGTH) {
        throw new IllegalArgumentException(
            "a name in a map has "
                + name.length()
                + " characters, 1 to "
                + MAXIMUM_NAME_LENGTH
                + " are allowed");
      }
    }
  }

  @Override
  public String typeName() {
    return "map";
  }
}
