package io.stillhouse.model.run;

/** How an attempt ended badly, which decides whether it is tried again. */
public enum ErrorClass {
  /** The request is wrong (a parameter, the data): trying again cannot help. */
  INVALID_INPUT,
  /** The step's own code failed. */
  APPLICATION,
  /** Something around the step failed: a killed process, an unreachable store. */
  INFRASTRUCTURE,
  /** The platform took the machine back, or gave it to something more important. */
  PREEMPTION,
  /** The step used more memory than it was given. */
  OUT_OF_MEMORY,
  /** The attempt ran past its timeout. */
  TIMEOUT,
  /** The run was canceled. */
  CANCELLATION,
  /** The node ran short of memory, disk or processes and threw the attempt out. */
  EVICTION,
  /** The node was lost, and the attempt with it. */
  NODE_LOSS,
  /** The attempt's image cannot be had. */
  IMAGE_PULL,
  /** No node took the attempt within its deadline, or its namespace had no room for it. */
  UNSCHEDULABLE
}
