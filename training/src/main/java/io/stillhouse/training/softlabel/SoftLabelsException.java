package io.stillhouse.training.softlabel;

/** Soft labels that cannot be used: says which, what is wrong with them and what to do. */
public final class SoftLabelsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SoftLabelsException(String message) {
    super(message);
  }

  public SoftLabelsException(String message, Throwable cause) {
    super(message, cause);
  }
}
