package io.stillhouse.model.run;

/** The states of a run; {@link RunEvent} says how they follow one another. */
public enum RunState {
  /** Not started yet. */
  PENDING,
  /** At work. */
  RUNNING,
  /** Every step ended well. */
  SUCCEEDED,
  /** At least one step ended badly. */
  FAILED,
  /** Told to stop, not stopped yet. */
  CANCELING,
  /** Stopped because somebody asked for it. */
  CANCELED;

  /** Whether nothing more happens unless somebody resumes the run. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELED;
  }

  /**
   * The state after an event.
   *
   * @throws IllegalTransitionException if the event cannot happen in this state
   */
  public RunState after(RunEvent event) {
    return RunEvent.MACHINE.next(this, event);
  }
}
