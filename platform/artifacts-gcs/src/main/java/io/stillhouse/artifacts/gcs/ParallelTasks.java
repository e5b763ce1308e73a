package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.StorageException;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Several transfers at once. */
final class ParallelTasks {
  private static final int THREADS = 4;
  private static final int PATIENCE_SECONDS = 60;
  private static final ThreadFactory NAMED =
      new ThreadFactoryBuilder().setNameFormat("transfer-%d").setDaemon(true).build();

  private ParallelTasks() {}

  /**
   * Does all tasks and returns when none is at work any more. The first that fails ends the others.
   */
  static void run(List<Callable<Void>> tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, tasks.size()), NAMED);
    try {
      CompletionService<Void> done = new ExecutorCompletionService<>(threads);
      tasks.forEach(done::submit);
      for (int i = 0; i < tasks.size(); i++) {
        done.take().get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(0, "the transfer was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StorageException(0, "the transfer failed: " + e.getCause(), e.getCause());
    } finally {
      stop(threads);
    }
  }

  private static void stop(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
