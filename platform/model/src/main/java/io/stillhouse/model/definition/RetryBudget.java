package io.stillhouse.model.definition;

import io.stillhouse.model.run.ErrorClass;
import java.util.Arrays;
import java.util.Optional;

/** The budgets of a {@link RetryPolicy}: each counts the further attempts after one cause. */
public enum RetryBudget {
  /** After an application error. */
  APPLICATION("application", ErrorClass.APPLICATION, 0, 100, "the step's own error"),
  /** After an infrastructure error. */
  INFRASTRUCTURE(
      "infrastructure", ErrorClass.INFRASTRUCTURE, 3, 100, "a killed process or a lost store"),
  /** After a preemption. */
  PREEMPTION("preemption", ErrorClass.PREEMPTION, 10, 1000, "the machine was taken back"),
  /** After running out of memory. */
  OUT_OF_MEMORY("outOfMemory", ErrorClass.OUT_OF_MEMORY, 1, 100, "running out of memory"),
  /** After an eviction. */
  EVICTION("eviction", ErrorClass.EVICTION, 3, 100, "the node threw it out, short of resources"),
  /** After the loss of a node. */
  NODE_LOSS("nodeLoss", ErrorClass.NODE_LOSS, 3, 100, "its node was lost"),
  /** After an image that could not be had. */
  IMAGE_PULL("imagePull", ErrorClass.IMAGE_PULL, 1, 100, "its image could not be pulled"),
  /** After no node took it. */
  UNSCHEDULABLE(
      "unschedulable", ErrorClass.UNSCHEDULABLE, 0, 100, "no node took it within its deadline"),
  /** After a timeout. Where nobody says it, timeouts draw on the budget for application errors. */
  TIMEOUT(
      "timeout",
      ErrorClass.TIMEOUT,
      0,
      100,
      "a timeout; unless it is said, timeouts count as application errors");

  private final String yamlName;
  private final ErrorClass errorClass;
  private final int standard;
  private final int maximum;
  private final String cause;

  RetryBudget(String yamlName, ErrorClass errorClass, int standard, int maximum, String cause) {
    this.yamlName = yamlName;
    this.errorClass = errorClass;
    this.standard = standard;
    this.maximum = maximum;
    this.cause = cause;
  }

  /** The budget for failures of that class, if they are ever tried again. */
  public static Optional<RetryBudget> of(ErrorClass error) {
    return Arrays.stream(values()).filter(budget -> budget.errorClass == error).findFirst();
  }

  /** Its key in YAML. */
  public String yamlName() {
    return yamlName;
  }

  /** The further attempts there are when nobody says anything. */
  public int standard() {
    return standard;
  }

  /** The most further attempts that may be asked for. */
  public int maximum() {
    return maximum;
  }

  /** The cause in words. */
  public String cause() {
    return cause;
  }
}
