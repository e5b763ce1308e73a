package io.stillhouse.model.run;

import java.util.List;

/** What can happen to a step. */
public enum StepEvent {
  /** Its first attempt starts. */
  START,
  /** The cache served it. */
  SERVE_FROM_CACHE,
  /** An attempt failed and the retry budget allows another. */
  RETRY,
  /** An attempt committed its result. */
  SUCCEED,
  /** It failed for good. */
  FAIL,
  /** Its condition was false, or something it needs did not succeed. */
  SKIP,
  /** Somebody asked to cancel. */
  CANCEL,
  /** Its attempt has stopped after somebody asked to cancel. */
  STOP,
  /** The run was resumed: the step gets another chance. */
  RESUME;

  /** How the states of a step follow one another. */
  public static final StateMachine<StepState, StepEvent> MACHINE =
      new StateMachine<>(
          "step",
          StepState.PENDING,
          List.of(
              new Transition<>(StepState.PENDING, START, StepState.RUNNING),
              new Transition<>(StepState.PENDING, SERVE_FROM_CACHE, StepState.SUCCEEDED),
              new Transition<>(StepState.PENDING, SKIP, StepState.SKIPPED),
              new Transition<>(StepState.PENDING, FAIL, StepState.FAILED),
              new Transition<>(StepState.PENDING, CANCEL, StepState.CANCELED),
              new Transition<>(StepState.RUNNING, RETRY, StepState.RUNNING),
              new Transition<>(StepState.RUNNING, SUCCEED, StepState.SUCCEEDED),
              new Transition<>(StepState.RUNNING, FAIL, StepState.FAILED),
              new Transition<>(StepState.RUNNING, CANCEL, StepState.CANCELING),
              new Transition<>(StepState.RUNNING, RESUME, StepState.PENDING),
              new Transition<>(StepState.CANCELING, STOP, StepState.CANCELED),
              new Transition<>(StepState.CANCELING, SUCCEED, StepState.SUCCEEDED),
              new Transition<>(StepState.CANCELING, FAIL, StepState.FAILED),
              new Transition<>(StepState.CANCELING, RESUME, StepState.PENDING),
              new Transition<>(StepState.SKIPPED, RESUME, StepState.PENDING),
              new Transition<>(StepState.FAILED, RESUME, StepState.PENDING),
              new Transition<>(StepState.CANCELED, RESUME, StepState.PENDING)));
}
