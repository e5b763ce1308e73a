package io.stillhouse.model.plan;

/** A condition that has no answer, because a result lacks the metric it asks for. */
public final class ConditionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConditionException(String message) {
    super(message);
  }
}
