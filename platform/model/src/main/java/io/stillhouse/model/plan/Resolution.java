package io.stillhouse.model.plan;

import io.stillhouse.model.value.Value;
import java.util.Optional;

/**
 * What came of resolving something.
 *
 * @param kind what came of it
 * @param value the value, with {@code VALUE}
 */
record Resolution(Kind kind, Optional<Value> value) {
  enum Kind {
    /** There is a value. */
    VALUE,
    /** A parameter that it refers to has no value, and need not have one. */
    UNSET,
    /** It makes no sense; that was reported. */
    INVALID
  }

  static final Resolution UNSET = new Resolution(Kind.UNSET, Optional.empty());

  static final Resolution INVALID = new Resolution(Kind.INVALID, Optional.empty());

  static Resolution of(Value value) {
    return new Resolution(Kind.VALUE, Optional.of(value));
  }
}
