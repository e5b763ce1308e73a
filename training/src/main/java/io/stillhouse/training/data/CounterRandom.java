package io.stillhouse.training.data;

/**
 * Random numbers as a pure function of a seed and two counters: no state to save, so a resumed run
 * continues exactly, and every reader of the same position sees the same number whatever the order.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood: "Fast splittable
 * pseudorandom number generators", 2014, variant 13 of Stafford).
 *
 * @param seed any number
 */
public record CounterRandom(long seed) {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  /** 64 random bits for a position. */
  public long bits(long first, long second) {
    return mix(mix(mix(seed + GAMMA) + (first + 1) * GAMMA) + (second + 1) * GAMMA);
  }

  /** A number in 0 .. bound-1 for a position; the bias is below bound / 2^32. */
  public int below(int bound, long first, long second) {
    return scale(bits(first, second) >>> 32, bound);
  }

  /** Maps 32 random bits to 0 .. bound-1. */
  static int scale(long bits32, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound %d is not positive".formatted(bound));
    }
    return (int) ((bits32 * bound) >>> 32);
  }

  /** Shuffles in place (Fisher-Yates), by the numbers of one position. */
  public void shuffle(int[] values, long position) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1, position, i);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
