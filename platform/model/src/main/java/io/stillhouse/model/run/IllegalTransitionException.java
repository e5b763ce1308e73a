package io.stillhouse.model.run;

/**
 * Something that cannot happen in the present state; the message names machine, state and event.
 */
public final class IllegalTransitionException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  IllegalTransitionException(String message) {
    super(message);
  }
}
