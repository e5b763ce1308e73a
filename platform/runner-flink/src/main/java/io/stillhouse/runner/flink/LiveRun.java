package io.stillhouse.runner.flink;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.orchestrator.RemoteSteps;
import io.stillhouse.orchestrator.execution.StopSignal;
import io.stillhouse.orchestrator.ownership.Fence;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.v1.StepOutcome;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One submission of a run in this TaskManager: store, launcher, watches and threads. */
final class LiveRun {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
  private static final long ENDS_WITHIN_SECONDS = 30;

  private final Submission submission;
  private final ArtifactStore store;
  private final RemoteSteps steps;
  private final StopSignal stop;
  private final Fence fence;
  private final ExecutorService threads = Executors.newCachedThreadPool(LiveRun::daemon);
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(LiveRun::daemon);
  private int users = 1;
  private boolean sealed;

  private LiveRun(
      Submission submission, ArtifactStore store, RemoteSteps steps, StopSignal stop, Fence fence) {
    this.submission = submission;
    this.store = store;
    this.steps = steps;
    this.stop = stop;
    this.fence = fence;
  }

  /**
   * Opens a run for a first user.
   *
   * @throws UnfitSessionException if that is not possible here
   * @throws IllegalStateException if another submission of the run is the one that counts
   */
  static LiveRun open(Submission submission) {
    if (submission.protocol() != Submission.PROTOCOL) {
      throw new UnfitSessionException(
          "its Stillhouse speaks protocol "
              + Submission.PROTOCOL
              + ", and this one protocol "
              + submission.protocol());
    }
    // What is opened outlives the Flink job, whose own class loader is closed with it.
    Thread thread = Thread.currentThread();
    ClassLoader ofJob = thread.getContextClassLoader();
    thread.setContextClassLoader(LiveRun.class.getClassLoader());
    try {
      return openStore(submission);
    } finally {
      thread.setContextClassLoader(ofJob);
    }
  }

  private static LiveRun openStore(Submission submission) {
    ArtifactStore store = ArtifactStores.open(submission.store());
    try {
      Fence fence = new Fence(store, submission.layout());
      if (!fence.admits(submission.id())) {
        throw new IllegalStateException("run " + submission.run() + " was submitted again since");
      }
      StopSignal stop = new StopSignal();
      RemoteSteps steps =
          RemoteSteps.open(store, submission.layout(), stop, System.getenv(), Clock.systemUTC());
      return new LiveRun(submission, store, steps, stop, fence);
    } catch (InvalidRunException e) {
      store.close();
      throw new UnfitSessionException(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  Submission submission() {
    return submission;
  }

  /** Once no earlier submission of the run is at work in this JVM. */
  void begin() {
    submission.atWork().forEach(steps::reserve);
    long pause = Fence.LOOKS_EVERY.toMillis();
    watch.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Takes part, unless this is no longer open to that submission. */
  synchronized boolean enter(Submission another) {
    if (sealed || isAbandoned() || !submission.id().equals(another.id())) {
      return false;
    }
    users++;
    return true;
  }

  /** Takes part no longer. True if nobody does. */
  synchronized boolean leave() {
    return --users == 0;
  }

  /** Lets nobody in any more, unless somebody takes part. */
  synchronized boolean seal() {
    if (sealed || users > 0) {
      return false;
    }
    sealed = true;
    return true;
  }

  /** Takes a step to its outcome. */
  StepOutcome run(String step, Map<String, StepOutcome> upstream) throws InterruptedException {
    Future<StepOutcome> outcome = threads.submit(() -> steps.run(step, upstream));
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("step " + step + " could not be run", e.getCause());
    }
  }

  /** Stops waiting for the steps, which go on: somebody else looks after them now. */
  void abandon() {
    stop.give(StopSignal.Reason.TAKEN_OVER);
  }

  /** Waits for the threads and lets go of everything. */
  void close() {
    synchronized (this) {
      sealed = true;
    }
    watch.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("submission {} of run {} does not end", submission.id(), submission.run());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    steps.close();
    store.close();
  }

  private boolean isAbandoned() {
    return stop.reason().equals(Optional.of(StopSignal.Reason.TAKEN_OVER));
  }

  private void look() {
    try {
      if (!fence.admits(submission.id())) {
        LOG.info("run {} was submitted again: its steps go on there", submission.run());
        abandon();
      }
    } catch (StoreException e) {
      LOG.debug("cannot look whether the run was submitted again", e);
    }
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "stillhouse-step");
    thread.setDaemon(true);
    thread.setContextClassLoader(LiveRun.class.getClassLoader());
    return thread;
  }
}
