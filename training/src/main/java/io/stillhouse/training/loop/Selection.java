package io.stillhouse.training.loop;

/** Which weights a training ends with. */
public enum Selection {
  /** Those after the last epoch. */
  LAST,
  /** Those after the epoch with the highest validation score, the earliest of equals. */
  BEST
}
