package io.stillhouse.runner.flink;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often in a row a session has lost a run's pipeline, and how long to wait then. */
final class Losses {
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final int budget;
  private final RandomGenerator random;
  private int inARow;

  Losses(int budget, RandomGenerator random) {
    this.budget = budget;
    this.random = random;
  }

  /** The pipeline got further: earlier losses no longer count. */
  void forget() {
    inARow = 0;
  }

  /** One more; how long to wait before the pipeline is submitted again, empty if it is enough. */
  Optional<Duration> add() {
    if (inARow == budget) {
      return Optional.empty();
    }
    long limit = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(inARow, 10));
    inARow++;
    // Many runs lose the same session at the same moment; they shall not come back as one.
    return Optional.of(Duration.ofMillis(random.nextLong(limit / 2, limit + 1)));
  }
}
