package io.stillhouse.launcher.docker;

import io.stillhouse.launch.LaunchException;
import java.time.Duration;

/**
 * Repeats calls while the engine does not answer, as it does not for a while when it is restarted.
 * The calls must be such that repeating them does no harm.
 */
final class Patience {
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);

  private final Duration limit;

  Patience(Duration limit) {
    this.limit = limit;
  }

  /** Something to ask the engine for. */
  interface Call<T> {
    /** Asks. */
    T make() throws LaunchException;
  }

  /** The answer; the last failure once patience is at its end. */
  <T> T until(Call<T> call) throws LaunchException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return call.make();
      } catch (RuntimeException e) {
        if (!EngineFailure.isSilence(e) || System.nanoTime() - end > 0) {
          throw e;
        }
      }
      try {
        Thread.sleep(BETWEEN_CALLS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the Docker engine did not answer", e);
      }
    }
  }
}
