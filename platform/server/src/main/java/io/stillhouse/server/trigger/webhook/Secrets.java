package io.stillhouse.server.trigger.webhook;

import io.stillhouse.server.trigger.definition.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The secrets that triggers refer to. They are read when they are needed and kept nowhere. */
public final class Secrets {
  private static final int SHORTEST = 16;
  private static final long LARGEST_FILE = 1 << 16;

  private final Map<String, String> variables;

  /**
   * @param variables the server's environment
   */
  public Secrets(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** A secret that cannot be used; the message says why and not what it is. */
  public static final class UnusableSecretException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableSecretException(String message) {
      super(message);
    }
  }

  /**
   * The secrets of a reference, one a line: while one is exchanged for another, both are right.
   *
   * @throws UnusableSecretException if there is none, or one is easy to guess
   */
  public List<String> read(SecretReference reference) throws UnusableSecretException {
    List<String> secrets =
        text(reference).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (secrets.isEmpty()) {
      throw new UnusableSecretException("its secret " + reference.name() + " is empty");
    }
    if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST)) {
      throw new UnusableSecretException(
          "its secret " + reference.name() + " has less than " + SHORTEST + " characters");
    }
    return secrets;
  }

  private String text(SecretReference reference) throws UnusableSecretException {
    if (reference.place() == SecretReference.Place.ENVIRONMENT) {
      String value = variables.get(reference.name());
      if (value == null) {
        throw new UnusableSecretException(
            "the server has no environment variable " + reference.name());
      }
      return value;
    }
    try {
      Path file = Path.of(reference.name());
      if (Files.size(file) > LARGEST_FILE) {
        throw new UnusableSecretException("the file " + file + " is too large for a secret");
      }
      return Files.readString(file);
    } catch (IOException | InvalidPathException e) {
      throw new UnusableSecretException(
          "the file " + reference.name() + " cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
