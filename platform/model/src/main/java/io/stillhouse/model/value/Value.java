package io.stillhouse.model.value;

/** One parameter value. A parameter without a value is absent from its map; there is no null. */
public sealed interface Value
    permits TextValue, IntegerValue, NumberValue, BooleanValue, ListValue, MapValue {

  /** What a person calls the value's type: {@code string}, {@code integer}, {@code list}, ... */
  String typeName();

  /**
   * The value as compact JSON with sorted names: equal values have equal texts, and different ones
   * (also {@code 3} and {@code 3.0}) different texts.
   */
  default String canonicalText() {
    return CanonicalText.of(this);
  }
}
