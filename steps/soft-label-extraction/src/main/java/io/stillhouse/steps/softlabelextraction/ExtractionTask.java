package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.stepbeam.work.ShardTask;
import java.util.List;

/**
 * Ranges of one shard, the unit of work: one range where workers share the step's machine, all of
 * them where a worker is to write the shard's file to the store itself.
 *
 * @param ranges consecutive ranges, at least one
 */
record ExtractionTask(List<ShardRows> ranges) implements ShardTask {
  ExtractionTask {
    ranges = List.copyOf(ranges);
  }

  /** The name of the shard's file. */
  String file() {
    return ranges.get(0).file();
  }

  /** Rows of the whole shard. */
  int rowsOfShard() {
    return ranges.get(0).rowsOfShard();
  }

  /** Whether the ranges are the whole shard. */
  boolean isWholeShard() {
    return ranges.stream().mapToInt(range -> range.rows().count()).sum() == rowsOfShard();
  }

  @Override
  public String name() {
    return file() + "-row-" + ranges.get(0).rows().first();
  }
}
