package io.stillhouse.model.run;

/** How an attempt ended badly, which decides whether it is tried again. */
public enum ErrorClass {
  /** The request is wrong (a parameter, the data): trying again cannot help. */
  INVALID_INPUT,
  /** The step's own code failed. */
  APPLICATION,
  /** Something around the step failed: a killed process, a lost node, an unreachable store. */
  INFRASTRUCTURE,
  /** The platform took the machine back. */
  PREEMPTION,
  /** The step used more memory than it was given. */
  OUT_OF_MEMORY,
  /** The attempt ran past its timeout. */
  TIMEOUT,
  /** The run was canceled. */
  CANCELLATION
}
