package io.stillhouse.server.trigger.definition;

/**
 * Where the server finds a secret.
 *
 * @param place whether the name is that of a file or of an environment variable
 * @param name the absolute path or the variable
 */
public record SecretReference(Place place, String name) {
  /** Where a secret may be. */
  public enum Place {
    /** In a file, read whenever it is needed. */
    FILE,
    /** In an environment variable of the server. */
    ENVIRONMENT
  }
}
