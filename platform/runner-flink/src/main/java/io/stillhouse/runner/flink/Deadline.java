package io.stillhouse.runner.flink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells when something has been the case for too long without a break. */
final class Deadline {
  private final long nanos;
  private @Nullable Long since;

  Deadline(Duration duration) {
    this.nanos = duration.toNanos();
  }

  /** It is not the case now. */
  void clear() {
    since = null;
  }

  /** Whether it is the case now and has been for the whole duration. */
  boolean isOverSince(boolean isTheCase) {
    if (!isTheCase) {
      clear();
      return false;
    }
    Long start = since;
    if (start == null) {
      since = System.nanoTime();
      return false;
    }
    return System.nanoTime() - start >= nanos;
  }
}
