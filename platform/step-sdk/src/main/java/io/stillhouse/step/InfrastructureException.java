package io.stillhouse.step;

/**
 * Something around the step failed: a session or a store that does not answer. The step is not to
 * blame, and another attempt may do better.
 */
public final class InfrastructureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, where, and what to do about it
   */
  public InfrastructureException(String message) {
    super(message);
  }

  /**
   * @param message what failed, where, and what to do about it
   */
  public InfrastructureException(String message, Throwable cause) {
    super(message, cause);
  }
}
