package io.stillhouse.release.promotion;

/** Somebody else promoted a run at the same time, and was first. */
public final class PromotionConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PromotionConflictException(String message) {
    super(message);
  }
}
