package io.stillhouse.runner.flink;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When to look again at what may take seconds or days: the longer it took, the less often. */
final class LookSchedule {
  private static final long PART_OF_AGE = 20;

  private final long shortestNanos;
  private final long longestNanos;
  private final LongSupplier nanoTime;
  private long start;
  private long next;

  LookSchedule(Duration shortest, Duration longest, LongSupplier nanoTime) {
    this.shortestNanos = shortest.toNanos();
    this.longestNanos = longest.toNanos();
    this.nanoTime = nanoTime;
    restart();
  }

  /** As if it had begun now. */
  void restart() {
    start = nanoTime.getAsLong();
    next = start;
  }

  /** Whether it is time; if so, the next time is some time after now. */
  boolean isDue() {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return false;
    }
    long pause = Math.max(shortestNanos, Math.min(longestNanos, (now - start) / PART_OF_AGE));
    next = now + pause;
    return true;
  }
}
