package io.stillhouse.benchmarks.sidebyside;

import io.stillhouse.training.inference.InferenceThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of inference, each with a worker of its own, as the steps have them. */
final class InferenceThreads<W> implements AutoCloseable {
  private final List<ExecutorService> executors = new ArrayList<>();
  private final List<W> workers = new ArrayList<>();

  /**
   * @param worker makes a worker on the thread that it will work on
   */
  InferenceThreads(int threads, Callable<W> worker) {
    for (int i = 0; i < threads; i++) {
      ExecutorService executor = Executors.newSingleThreadExecutor();
      executors.add(executor);
      workers.add(finished(executor.submit(entered(worker))));
    }
  }

  /** Lets all workers work at once; their results come in the order of the workers. */
  <T> List<T> together(Work<W, T> work) {
    List<Future<T>> running = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      int number = i;
      running.add(executors.get(i).submit(entered(() -> work.apply(workers.get(number), number))));
    }
    return running.stream().map(InferenceThreads::finished).toList();
  }

  @Override
  public void close() {
    executors.forEach(ExecutorService::shutdownNow);
  }

  private static <T> Callable<T> entered(Callable<T> work) {
    return () -> {
      try (InferenceThread ignored = InferenceThread.enter()) {
        return work.call();
      }
    };
  }

  private static <T> T finished(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a worker, and which of them, is to do. */
  interface Work<W, T> {
    T apply(W worker, int number) throws Exception;
  }
}
