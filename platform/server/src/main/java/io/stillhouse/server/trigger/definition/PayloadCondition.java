package io.stillhouse.server.trigger.definition;

import java.util.Optional;

/**
 * What must be true of a payload for it to make an event.
 *
 * @param pointer where a value stands
 * @param equal what it must be, as text; empty: anything
 * @param prefix what it must begin with; possibly nothing
 * @param suffix what it must end with; possibly nothing
 */
public record PayloadCondition(
    JsonPointer pointer, Optional<String> equal, String prefix, String suffix) {
  /** Whether it is true of a value. */
  public boolean holds(String value) {
    return equal.map(value::equals).orElse(true)
        && value.startsWith(prefix)
        && value.endsWith(suffix);
  }
}
