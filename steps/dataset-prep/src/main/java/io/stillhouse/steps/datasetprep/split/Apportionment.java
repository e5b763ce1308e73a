package io.stillhouse.steps.datasetprep.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Shares a total among classes in proportion to their counts, by largest remainder (Hamilton). */
final class Apportionment {
  private Apportionment() {}

  /**
   * Shares out {@code total}, which is at most the sum of the counts; equal remainders go to the
   * lower class.
   */
  static int[] of(int total, int[] counts) {
    long all = Arrays.stream(counts).asLongStream().sum();
    int[] shares = new int[counts.length];
    if (all == 0) {
      return shares;
    }
    int left = total;
    for (int c = 0; c < counts.length; c++) {
      shares[c] = (int) ((long) total * counts[c] / all);
      left -= shares[c];
    }
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(
            Comparator.comparing((Integer c) -> (long) total * counts[c] % all)
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .limit(left)
        .forEach(c -> shares[c]++);
    return shares;
  }
}
