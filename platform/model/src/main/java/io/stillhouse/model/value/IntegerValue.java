package io.stillhouse.model.value;

/**
 * A whole number.
 *
 * @param number the number
 */
public record IntegerValue(long number) implements Value {
  @Override
  public String typeName() {
    return "integer";
  }
}
