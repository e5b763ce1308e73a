package io.stillhouse.model.parameter;

import io.stillhouse.model.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a component or a pipeline: its type, and which values it accepts.
 *
 * @param name its name
 * @param type its type
 * @param items the type of a list's values; empty for any, and for what is not a list
 * @param defaultValue the value it has when nobody sets one
 * @param presence whether it must have a value
 * @param range the range of a number, or of a list's numbers
 * @param choices the only values allowed; empty when any is
 * @param pattern the regular expression that the whole of a string must match
 * @param description what it means, with its unit; possibly empty
 */
public record ParameterDeclaration(
    String name,
    ParameterType type,
    Optional<ParameterType> items,
    Optional<Value> defaultValue,
    Presence presence,
    NumberRange range,
    List<Value> choices,
    Optional<String> pattern,
    String description) {

  /** Whether a parameter must have a value. */
  public enum Presence {
    /** By its default or from outside. */
    REQUIRED,
    /** It may stay unset. */
    OPTIONAL
  }

  /** Copies the choices. */
  public ParameterDeclaration {
    choices = List.copyOf(choices);
  }

  /** Whether somebody must set it: it has no default and may not stay unset. */
  public boolean mustBeSet() {
    return defaultValue.isEmpty() && presence == Presence.REQUIRED;
  }

  /**
   * The value as this parameter takes it, or why it does not. Types are strict, except that a whole
   * number is accepted as a {@code number}.
   */
  public Acceptance accept(Value value) {
    return new ValueCheck(this).accept(value);
  }
}
