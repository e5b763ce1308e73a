package io.stillhouse.orchestrator.launch;

import java.util.OptionalInt;

/**
 * How the process or container of an attempt ended, as far as its launcher can tell.
 *
 * @param exitCode the exit code, 128 + signal for a killed process; empty when nobody saw it
 * @param outOfMemory whether the platform says that memory ran out
 */
public record AttemptExit(OptionalInt exitCode, boolean outOfMemory) {

  /** An end that nobody watched. */
  public static AttemptExit unseen() {
    return new AttemptExit(OptionalInt.empty(), false);
  }
}
