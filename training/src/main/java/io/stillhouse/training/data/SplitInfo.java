package io.stillhouse.training.data;

import java.util.List;

/**
 * One split of a dataset.
 *
 * @param count images in it
 * @param classCounts images of each class (of each label that is present, for multi-label data)
 * @param shards its files, in the order of the rows
 */
public record SplitInfo(int count, List<Integer> classCounts, List<ShardInfo> shards) {
  public SplitInfo {
    classCounts = List.copyOf(classCounts);
    shards = List.copyOf(shards);
    long rows = shards.stream().mapToLong(ShardInfo::count).sum();
    if (count != rows) {
      throw new IllegalArgumentException(
          "count is %d but its shards hold %d rows".formatted(count, rows));
    }
  }
}
