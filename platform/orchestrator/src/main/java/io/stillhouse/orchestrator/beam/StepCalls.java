package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The steps of a pipeline that are at work, each on a thread of its own, so that a runner needs no
 * thread to wait for a step.
 */
final class StepCalls implements AutoCloseable {
  /** After a step has started or ended, the runner has work of its own to pass on. */
  private static final long LIVELY_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final long LIVELY_WAIT_MILLIS = 2;
  private static final long QUIET_WAIT_MILLIS = 500;

  private final StepBody body;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Future<StepOutcome>> calls = new HashMap<>();
  private long lastChange = System.nanoTime();

  StepCalls(StepBody body) {
    this.body = body;
  }

  /**
   * The outcome of a step, which is started when it has not been before; empty while it works.
   *
   * @param upstream the outcomes of the steps before it, asked for only to start it
   * @throws IllegalStateException if the body failed
   */
  synchronized Optional<StepOutcome> outcome(
      String step, Supplier<Map<String, StepOutcome>> upstream) throws InterruptedException {
    Future<StepOutcome> call = calls.get(step);
    if (call == null) {
      calls.put(step, start(step, upstream.get()));
      return Optional.empty();
    }
    if (!call.isDone()) {
      return Optional.empty();
    }
    try {
      return Optional.of(call.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("step " + step + " could not be run", e.getCause());
    }
  }

  private Future<StepOutcome> start(String step, Map<String, StepOutcome> upstream) {
    changed();
    return threads.submit(
        () -> {
          try {
            return body.run(step, upstream);
          } finally {
            changed();
          }
        });
  }

  private synchronized void changed() {
    lastChange = System.nanoTime();
    notifyAll();
  }

  /**
   * Waits for a step to end, for half a second at most. The DirectRunner asks again without a pause
   * for as long as any element is unfinished, and would keep a processor busy with it; so the pause
   * is made here, short while outcomes are still on their way through the runner.
   */
  synchronized void awaitChange() throws InterruptedException {
    boolean lively = System.nanoTime() - lastChange < LIVELY_NANOS;
    wait(lively ? LIVELY_WAIT_MILLIS : QUIET_WAIT_MILLIS);
  }

  /** Starts nothing more; what works goes on to its end. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
