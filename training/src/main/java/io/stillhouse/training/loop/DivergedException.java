package io.stillhouse.training.loop;

/** The loss or a weight is no longer a finite number: says where and from what one can go on. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(String message) {
    super(message);
  }
}
