package io.stillhouse.model.definition;

import io.stillhouse.model.component.ShardRunner;
import java.util.OptionalInt;

/**
 * Where a step's work on many shards is done. What comes of it is the same anywhere, so this is no
 * part of a cache key.
 *
 * @param runner who does it
 * @param parallelism how many shards are worked on side by side at most; empty: as many as the
 *     runner has room for
 */
public record DataParallel(ShardRunner runner, OptionalInt parallelism) {
  /** In the step's own process. */
  public static final DataParallel DIRECT =
      new DataParallel(ShardRunner.DIRECT, OptionalInt.empty());

  /**
   * @throws IllegalArgumentException if a parallelism is less than 1
   */
  public DataParallel {
    if (parallelism.orElse(1) < 1) {
      throw new IllegalArgumentException("parallelism is " + parallelism.getAsInt());
    }
  }
}
