package io.stillhouse.model.run;

import java.util.List;

/** What can happen to a run. */
public enum RunEvent {
  /** Its first step is about to start, or its plan had none to run. */
  START,
  /** Every step ended well. */
  SUCCEED,
  /** Every step ended, at least one of them badly. */
  FAIL,
  /** Somebody asked to cancel. */
  CANCEL,
  /** What was running when somebody asked to cancel has stopped. */
  STOP,
  /**
   * Somebody took the run up again: after a failure, a cancel, or the death of its orchestrator.
   */
  RESUME;

  /** How the states of a run follow one another. */
  public static final StateMachine<RunState, RunEvent> MACHINE =
      new StateMachine<>(
          "run",
          RunState.PENDING,
          List.of(
              new Transition<>(RunState.PENDING, START, RunState.RUNNING),
              new Transition<>(RunState.PENDING, CANCEL, RunState.CANCELED),
              new Transition<>(RunState.PENDING, RESUME, RunState.RUNNING),
              new Transition<>(RunState.RUNNING, SUCCEED, RunState.SUCCEEDED),
              new Transition<>(RunState.RUNNING, FAIL, RunState.FAILED),
              new Transition<>(RunState.RUNNING, CANCEL, RunState.CANCELING),
              new Transition<>(RunState.RUNNING, RESUME, RunState.RUNNING),
              new Transition<>(RunState.CANCELING, STOP, RunState.CANCELED),
              new Transition<>(RunState.CANCELING, SUCCEED, RunState.SUCCEEDED),
              new Transition<>(RunState.CANCELING, FAIL, RunState.FAILED),
              new Transition<>(RunState.CANCELING, RESUME, RunState.RUNNING),
              new Transition<>(RunState.FAILED, RESUME, RunState.RUNNING),
              new Transition<>(RunState.CANCELED, RESUME, RunState.RUNNING)));
}
