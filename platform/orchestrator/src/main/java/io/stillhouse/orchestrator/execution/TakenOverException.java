package io.stillhouse.orchestrator.execution;

/** Another orchestrator has taken the run over: this one must write nothing more about it. */
final class TakenOverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TakenOverException() {
    super("another process has taken the run over");
  }
}
