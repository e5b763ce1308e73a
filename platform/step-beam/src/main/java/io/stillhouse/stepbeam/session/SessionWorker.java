package io.stillhouse.stepbeam.session;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.flinkclient.WorkLayout;
import io.stillhouse.flinkclient.WorkerProgram;
import io.stillhouse.stepbeam.work.Serialized;
import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.stepbeam.work.ShardWork;
import io.stillhouse.stepbeam.work.ShardWorker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A worker on the session: what a {@link WorkerProgram} names. It takes names of tasks, reads each
 * from the store, does it and leaves there what became of it.
 */
public final class SessionWorker implements Consumer<String>, AutoCloseable {
  private final AttemptLayout attempt;
  private final WorkLayout layout;
  private final SharedStores.Use place;
  private final ShardWorker<ShardTask, Serializable> worker;

  /**
   * @param where the store's URI, the attempt's folder and the folder of the work, by the names
   *     that {@link WorkerProgram} has for them
   */
  public SessionWorker(Map<String, String> where) throws IOException {
    attempt = new AttemptLayout(where.getOrDefault(WorkerProgram.ATTEMPT, ""));
    layout = new WorkLayout(where.getOrDefault(WorkerProgram.WORK, ""));
    place = SharedStores.use(where.getOrDefault(WorkerProgram.STORE, ""));
    try {
      worker = opened();
    } catch (IOException | RuntimeException | Error e) {
      try (place) {
        tell(e);
      }
      throw e;
    }
  }

  @SuppressWarnings("unchecked") // The step wrote it as the work on these very tasks.
  private ShardWorker<ShardTask, Serializable> opened() throws IOException {
    return ((ShardWork<ShardTask, Serializable>) read(layout.work())).open(place);
  }

  /**
   * Does a task, unless it is done.
   *
   * @throws IllegalStateException if nobody waits for it any more, or it cannot be done; the reason
   *     then lies in the store
   */
  @Override
  public void accept(String name) {
    requireWanted();
    if (place.store().read(layout.result(name)).isPresent()) {
      return;
    }
    try {
      StoredOutput output = new StoredOutput(place.store(), attempt);
      Serializable result = worker.process((ShardTask) read(layout.task(name)), output);
      place.store().replace(layout.result(name), Serialized.write(output.done(result)));
    } catch (IOException | RuntimeException | Error e) {
      tell(e);
      throw new IllegalStateException("task " + name + " of " + attempt.folder() + ": " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (place) {
      worker.close();
    }
  }

  /** A step that was killed cannot cancel its job; so the job ends with the attempt. */
  private void requireWanted() {
    ArtifactStore store = place.store();
    if (store.read(attempt.result()).isPresent() || store.read(attempt.record()).isPresent()) {
      throw new IllegalStateException(
          "attempt " + attempt.folder() + " has ended; nobody waits for its work any more");
    }
  }

  /** Tells the step why, unless it was a cancellation, which says nothing about the work. */
  private void tell(Throwable failure) {
    if (Thread.currentThread().isInterrupted() || isInterruption(failure)) {
      return;
    }
    byte[] bytes;
    try {
      bytes = Serialized.write(failure);
    } catch (RuntimeException e) {
      bytes = Serialized.write(new IllegalStateException(failure.toString()));
    }
    place.store().create(layout.failure(), bytes);
  }

  private static boolean isInterruption(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClosedByInterruptException
          || cause instanceof InterruptedIOException
          || cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private Object read(String key) {
    Optional<byte[]> bytes = place.store().read(key);
    return Serialized.read(
        bytes.orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no " + place.store().uri(key) + "; nobody waits for it any more")));
  }
}
