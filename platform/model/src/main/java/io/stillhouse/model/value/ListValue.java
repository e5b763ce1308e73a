package io.stillhouse.model.value;

import java.util.List;

/**
 * An ordered list of values, at most 10,000.
 *
 * @param values the values in order
 */
public record ListValue(List<Value> values) implements Value {
  /** The most values that a list may have. */
  public static final int MAXIMUM_SIZE = 10_000;

  /**
   * @throws IllegalArgumentException if the list is too long
   */
  public ListValue {
    values = List.copyOf(values);
    if (values.size() > MAXIMUM_SIZE) {
      throw new IllegalArgumentException(
          "the list has " + values.size() + " values, at most " + MAXIMUM_SIZE + " are allowed");
    }
  }

  @Override
  public String typeName() {
    return "list";
  }
}
