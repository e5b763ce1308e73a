package io.stillhouse.model.run;

/** The states of a step within a run; {@link StepEvent} says how they follow one another. */
public enum StepState {
  /** Waits for what it needs, or for room to run. */
  PENDING,
  /** An attempt is at work, or the wait before the next one runs. */
  RUNNING,
  /** Ended well, by its own work or from the cache. */
  SUCCEEDED,
  /** Not run: its condition was false, or something it needs did not succeed. */
  SKIPPED,
  /** Ended badly, its retry budget spent. */
  FAILED,
  /** Told to stop, not stopped yet. */
  CANCELING,
  /** Stopped, or never started, because somebody asked for it. */
  CANCELED;

  /** Whether nothing more happens unless somebody resumes the run. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == SKIPPED || this == FAILED || this == CANCELED;
  }

  /**
   * The state after an event.
   *
   * @throws IllegalTransitionException if the event cannot happen in this state
   */
  public StepState after(StepEvent event) {
    return StepEvent.MACHINE.next(this, event);
  }
}
