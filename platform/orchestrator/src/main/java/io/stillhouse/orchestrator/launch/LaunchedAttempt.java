package io.stillhouse.orchestrator.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** An attempt that was started, by this orchestrator or by one before it. */
public interface LaunchedAttempt {

  /** When the attempt began. */
  Instant startTime();

  /** Completes once nothing of the attempt runs any more; never exceptionally. */
  CompletableFuture<AttemptExit> exit();

  /**
   * Asks the attempt to checkpoint and end, and ends it by force when {@code grace} has passed.
   * Returns at once; calling it again does no harm.
   */
  void stop(Duration grace);
}
