package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An answer of the engine that comes in pieces, until it is complete, broken off or closed. */
abstract class EngineStream<T> implements ResultCallback<T> {
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private @Nullable Closeable answer;
  private boolean closed;

  @Override
  public final synchronized void onStart(Closeable begun) {
    answer = begun;
    if (closed) {
      closeAnswer();
    }
    started.complete(null);
  }

  @Override
  public final void onError(Throwable failure) {
    started.completeExceptionally(failure);
    ended.completeExceptionally(failure);
  }

  @Override
  public final void onComplete() {
    started.complete(null);
    ended.complete(null);
  }

  /** Breaks it off, which is not a failure. */
  @Override
  public final synchronized void close() {
    closed = true;
    onComplete();
    closeAnswer();
  }

  /** Whether it broke off before its end. */
  final boolean isBroken() {
    return ended.isCompletedExceptionally();
  }

  /** Waits until the engine answers; throws what it fails with. */
  final void awaitStart() throws InterruptedException {
    await(started);
  }

  /** Waits for the end; throws what it fails with. */
  final void awaitEnd() throws InterruptedException {
    await(ended);
  }

  /** Waits for the end; false if it does not come in time. */
  final boolean awaitEnd(Duration atMost) throws InterruptedException {
    try {
      ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private static void await(CompletableFuture<Void> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private void closeAnswer() {
    if (answer != null) {
      try {
        answer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
