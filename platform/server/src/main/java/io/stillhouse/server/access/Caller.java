package io.stillhouse.server.access;

/**
 * Whoever calls.
 *
 * @param name the name of the token; empty for whoever is let in without one
 * @param scope what the caller may do
 */
public record Caller(String name, Scope scope) {
  /** Whoever calls on the server's own machine, when the server listens nowhere else. */
  public static final Caller LOCAL = new Caller("", Scope.ADMIN);
}
