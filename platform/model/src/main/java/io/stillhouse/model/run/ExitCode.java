package io.stillhouse.model.run;

import java.util.Arrays;
import java.util.Optional;

/** The exit codes that a step's process promises. */
public enum ExitCode {
  /** The result is committed. */
  SUCCESS(0),
  /** The step's own code failed. */
  APPLICATION_ERROR(1),
  /** The step ran out of memory. */
  OUT_OF_MEMORY(3),
  /** The input is wrong: do not retry. */
  INVALID_INPUT(64),
  /** Told to stop; checkpointed; retry. */
  STOPPED(75);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the process ends with, 0 to 255. */
  public int code() {
    return code;
  }

  /** The exit code with that number, if it is one of those promised. */
  public static Optional<ExitCode> of(int code) {
    return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst();
  }

  /**
   * What a process's end means for the attempt; empty for success. A code that no step promises is
   * an application error, except death by a signal (128 + signal, as shells and Java report it),
   * which comes from outside.
   */
  public static Optional<ErrorClass> errorClass(int code) {
    if (code > 128 && code <= 128 + 64) {
      return Optional.of(ErrorClass.INFRASTRUCTURE);
    }
    return switch (of(code).orElse(APPLICATION_ERROR)) {
      case SUCCESS -> Optional.empty();
      case APPLICATION_ERROR -> Optional.of(ErrorClass.APPLICATION);
      case OUT_OF_MEMORY -> Optional.of(ErrorClass.OUT_OF_MEMORY);
      case INVALID_INPUT -> Optional.of(ErrorClass.INVALID_INPUT);
      case STOPPED -> Optional.of(ErrorClass.INFRASTRUCTURE);
    };
  }
}
