package io.stillhouse.launch;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the process or container of an attempt ended, as far as its launcher can tell.
 *
 * @param exitCode the exit code, 128 + signal for a killed process; empty when nobody saw it, or
 *     when no process ever began
 * @param failure what the platform says beyond the exit code; counts unless a result is committed
 */
public record AttemptExit(OptionalInt exitCode, Optional<PlatformFailure> failure) {

  /** An end that nobody watched. */
  public static AttemptExit unseen() {
    return new AttemptExit(OptionalInt.empty(), Optional.empty());
  }

  /** An end of which the exit code says all. */
  public static AttemptExit of(int exitCode) {
    return new AttemptExit(OptionalInt.of(exitCode), Optional.empty());
  }
}
