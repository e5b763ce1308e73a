package io.stillhouse.training.data;

import java.util.Arrays;

/**
 * The order in which an epoch visits the rows of a split: a permutation that depends on seed and
 * epoch only.
 *
 * @param seed any number
 * @param size rows of the split
 */
public record EpochOrder(long seed, int size) {
  /** Keeps the orders independent of other uses of the same seed. */
  private static final long STREAM = 0x6f72646572L;

  public EpochOrder {
    if (size < 0) {
      throw new IllegalArgumentException("size %d is negative".formatted(size));
    }
  }

  /** The rows 0 .. size-1 in the order of an epoch. */
  public int[] rows(long epoch) {
    int[] rows = new int[size];
    Arrays.setAll(rows, row -> row);
    new CounterRandom(seed ^ STREAM).shuffle(rows, epoch);
    return rows;
  }
}
