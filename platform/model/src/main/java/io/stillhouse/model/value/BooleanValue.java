package io.stillhouse.model.value;

/**
 * A truth value.
 *
 * @param truth true or false
 */
public record BooleanValue(boolean truth) implements Value {
  @Override
  public String typeName() {
    return "boolean";
  }
}
