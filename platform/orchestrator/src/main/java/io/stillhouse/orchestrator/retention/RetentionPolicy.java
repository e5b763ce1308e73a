package io.stillhouse.orchestrator.retention;

import java.time.Duration;

/**
 * What is kept. A pinned run is always kept, and so is one that is at work.
 *
 * @param runsPerPipeline how many of the newest runs of each pipeline are kept, 0 or more
 * @param runsFor how long every run is kept, not negative
 * @param cacheEntriesFor how long a cache entry is kept that no kept run refers to, not negative
 * @param abandonedAfter how long nobody must have been at work on a run before what its steps have
 *     on a platform counts as left behind, not negative
 */
public record RetentionPolicy(
    int runsPerPipeline, Duration runsFor, Duration cacheEntriesFor, Duration abandonedAfter) {
  /** Ten runs a pipeline, a week of runs, a month of cache; an hour without an owner. */
  public static final RetentionPolicy DEFAULT =
      new RetentionPolicy(10, Duration.ofDays(7), Duration.ofDays(30), Duration.ofHours(1));

  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public RetentionPolicy {
    if (runsPerPipeline < 0
        || runsFor.isNegative()
        || cacheEntriesFor.isNegative()
        || abandonedAfter.isNegative()) {
      throw new IllegalArgumentException(
          "nothing can be kept less than not at all: "
              + runsPerPipeline
              + " runs, "
              + runsFor
              + ", "
              + cacheEntriesFor
              + ", "
              + abandonedAfter);
    }
  }
}
