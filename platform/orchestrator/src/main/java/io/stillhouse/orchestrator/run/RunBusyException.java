package io.stillhouse.orchestrator.run;

/** Somebody else is at work on the run, or on the store. The message names the process. */
public final class RunBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunBusyException(String message) {
    super(message);
  }
}
