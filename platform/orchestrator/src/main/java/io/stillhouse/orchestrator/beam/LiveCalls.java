package io.stillhouse.orchestrator.beam;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The step calls of the pipelines that run in this JVM.
 *
 * <p>Beam serializes every {@code DoFn}, also for a runner in the same JVM, so a transform cannot
 * hold on to the live objects of its run: locks, listeners, child processes. It carries the number
 * of a lease instead. This map is the only state of the orchestrator that is shared by the JVM; a
 * lease ends with its pipeline.
 */
final class LiveCalls {
  private static final Map<String, StepCalls> CALLS = new ConcurrentHashMap<>();

  private LiveCalls() {}

  /** Makes calls reachable until the lease is closed. */
  static Lease lease(StepCalls calls) {
    Lease lease = new Lease(UUID.randomUUID().toString());
    CALLS.put(lease.number(), calls);
    return lease;
  }

  /**
   * The calls of a lease.
   *
   * @throws IllegalStateException if the lease is closed, or from another JVM
   */
  static StepCalls of(String number) {
    StepCalls calls = CALLS.get(number);
    if (calls == null) {
      throw new IllegalStateException("the pipeline of this transform does not run in this JVM");
    }
    return calls;
  }

  /**
   * Keeps calls reachable.
   *
   * @param number what {@link LiveCalls#of} finds them by
   */
  record Lease(String number) implements AutoCloseable {
    @Override
    public void close() {
      CALLS.remove(number);
    }
  }
}
