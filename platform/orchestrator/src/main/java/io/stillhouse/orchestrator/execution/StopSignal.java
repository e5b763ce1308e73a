package io.stillhouse.orchestrator.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells everything that waits on behalf of a run to stop waiting. Once given, it stays given. */
public final class StopSignal {
  private final CompletableFuture<Reason> signal = new CompletableFuture<>();

  /** Why a run stops before its end. */
  public enum Reason {
    /** Somebody asked to cancel. */
    CANCELED,
    /** The orchestrator itself failed, so nothing that it started may go on. */
    ORCHESTRATOR_FAILED,
    /** Another orchestrator has taken the run over, and with it everything that runs. */
    TAKEN_OVER
  }

  /** Gives the signal; only the first reason counts. */
  public void give(Reason reason) {
    signal.complete(reason);
  }

  /** Whether the signal was given. */
  public boolean isGiven() {
    return signal.isDone();
  }

  /** Why the signal was given; empty if it was not. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(signal.getNow(null));
  }

  /**
   * Lets only the owner of the run go on, before anything is written down.
   *
   * @throws TakenOverException if another orchestrator has taken the run over
   */
  void requireOwned() {
    if (reason().equals(Optional.of(Reason.TAKEN_OVER))) {
      throw new TakenOverException();
    }
  }

  /** Completes when the signal is given. */
  public CompletableFuture<Reason> asFuture() {
    return signal.copy();
  }

  /** Runs {@code action} when the signal is given, at once if it was already. */
  public void onGiven(Runnable action) {
    signal.thenRun(action);
  }

  /**
   * Waits.
   *
   * @return false if the signal cut the wait short
   */
  public boolean sleep(Duration duration) throws InterruptedException {
    try {
      signal.get(duration.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the signal never fails", e);
    }
  }
}
