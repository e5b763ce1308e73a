package io.stillhouse.cli;

import java.util.List;

/** Ends a command with an exit code and, for a person, what was wrong and what to do about it. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CliExit exit;
  private final transient List<String> lines;

  public CliException(CliExit exit, String... lines) {
    this(exit, List.of(lines));
  }

  public CliException(CliExit exit, List<String> lines) {
    super(String.join("\n", lines));
    this.exit = exit;
    this.lines = List.copyOf(lines);
  }

  public CliException(CliExit exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
    this.lines = List.of(message);
  }

  public CliExit exit() {
    return exit;
  }

  /** What is printed, a line each; the first says what was wrong. */
  public List<String> lines() {
    return lines;
  }
}
