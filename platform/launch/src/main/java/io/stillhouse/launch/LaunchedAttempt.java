package io.stillhouse.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** An attempt that was started, by this orchestrator or by one before it. */
public interface LaunchedAttempt {

  /**
   * Completes with the time at which the attempt's process began, once it is known: a cluster may
   * let an attempt wait for a node. Completes with {@link #exit} at the latest, never
   * exceptionally.
   */
  CompletableFuture<Instant> running();

  /** Completes once nothing of the attempt runs any more; never exceptionally. */
  CompletableFuture<AttemptExit> exit();

  /**
   * Asks the attempt to checkpoint and end, and ends it by force when {@code grace} has passed.
   * Returns at once; calling it again does no harm.
   */
  void stop(Duration grace);
}
