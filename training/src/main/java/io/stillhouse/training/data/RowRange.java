package io.stillhouse.training.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive rows of a split or of a shard: what a worker takes at a time.
 *
 * @param first the first row, 0 or more
 * @param count how many rows, 1 or more
 */
public record RowRange(int first, int count) implements Serializable {
  public RowRange {
    if (first < 0 || count < 1) {
      throw new IllegalArgumentException(
          "%d rows from row %d: a range begins at 0 or later and has 1 row or more"
              .formatted(count, first));
    }
  }

  /**
   * Cuts the rows {@code 0 .. rows-1} into ranges, in order; where they are cut depends on the
   * numbers alone.
   *
   * @param size rows of each range but the last, which may have fewer; 1 or more
   */
  public static List<RowRange> cut(int rows, int size) {
    List<RowRange> ranges = new ArrayList<>();
    for (int first = 0; first < rows; first += size) {
      ranges.add(new RowRange(first, Math.min(size, rows - first)));
    }
    return ranges;
  }

  /** The row after the last. */
  public int end() {
    return first + count;
  }
}
