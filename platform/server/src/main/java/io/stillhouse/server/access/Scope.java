package io.stillhouse.server.access;

/** What a caller may do; each scope contains those before it. */
public enum Scope {
  /** Look at everything. */
  READ,
  /** Also create, cancel, resume and repeat runs, and upload definitions. */
  LAUNCH,
  /** Also delete runs, and change triggers. */
  ADMIN;

  /** Whether whoever has this scope has another one, too. */
  public boolean contains(Scope other) {
    return compareTo(other) >= 0;
  }
}
