package io.stillhouse.launch;

import java.util.Optional;

/**
 * What was found out about one thing that runs need.
 *
 * @param subject the thing, in a word or two: {@code docker engine}
 * @param status whether runs can have it
 * @param found what was found, for a person
 * @param remedy what to do about it, where something is to be done
 */
public record Finding(String subject, Status status, String found, Optional<String> remedy) {

  /** Whether something is as runs need it. */
  public enum Status {
    /** It is. */
    OK,
    /** Runs work, but not as well as they could, or not all of them. */
    WARNING,
    /** Runs do not work. */
    FAILED
  }

  /** It is as it should be. */
  public static Finding ok(String subject, String found) {
    return new Finding(subject, Status.OK, found, Optional.empty());
  }

  /** It could be better. */
  public static Finding warning(String subject, String found, String remedy) {
    return new Finding(subject, Status.WARNING, found, Optional.of(remedy));
  }

  /** It must be better. */
  public static Finding failed(String subject, String found, String remedy) {
    return new Finding(subject, Status.FAILED, found, Optional.of(remedy));
  }
}
