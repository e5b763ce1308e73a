package io.stillhouse.model.parameter;

import io.stillhouse.model.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a declaration says to a value.
 *
 * @param value the value as the parameter takes it; empty when it is refused
 * @param objections why it is refused
 */
public record Acceptance(Optional<Value> value, List<Objection> objections) {
  /**
   * One reason.
   *
   * @param element which element of a list it is about, counted from 0; empty for the whole value
   * @param message what is wrong
   * @param suggestion the value that was probably meant
   */
  public record Objection(OptionalInt element, String message, @Nullable String suggestion) {}

  /** Copies the objections. */
  public Acceptance {
    objections = List.copyOf(objections);
  }
}
