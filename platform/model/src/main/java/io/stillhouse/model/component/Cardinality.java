package io.stillhouse.model.component;

/** How many artifacts an input takes. */
public enum Cardinality {
  /** Exactly one. */
  ONE,
  /** One or none. */
  OPTIONAL,
  /** One or more, in order. */
  LIST,
  /** Any number, in order. */
  OPTIONAL_LIST;

  /** Whether it takes several. */
  public boolean isList() {
    return this == LIST || this == OPTIONAL_LIST;
  }

  /** Whether it takes none. */
  public boolean isOptional() {
    return this == OPTIONAL || this == OPTIONAL_LIST;
  }
}
