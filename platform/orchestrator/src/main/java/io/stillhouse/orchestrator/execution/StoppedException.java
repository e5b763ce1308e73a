package io.stillhouse.orchestrator.execution;

/** A wait ended because the run was stopped. */
public final class StoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  public StoppedException() {
    super("the run was stopped");
  }
}
