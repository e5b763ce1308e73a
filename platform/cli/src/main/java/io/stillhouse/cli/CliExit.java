package io.stillhouse.cli;

/** The exit codes of the {@code stillhouse} command. */
public enum CliExit {
  /** Done, and the run that was watched, if any, succeeded. */
  OK(0),
  /** A run failed or was canceled, or Stillhouse itself has a fault. */
  FAILED(1),
  /** The command line or a definition is wrong, or names something that does not exist. */
  INVALID(2),
  /** A report's figures did not pass a gate. */
  GATE_FAILED(3),
  /** The store cannot be reached, read or written. */
  UNREACHABLE(4),
  /** Something did not happen within the time that was given for it. */
  TIMEOUT(124),
  /** The user stopped it. */
  INTERRUPTED(130);

  private final int code;

  CliExit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
