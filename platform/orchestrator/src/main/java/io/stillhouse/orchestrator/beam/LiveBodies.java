package io.stillhouse.orchestrator.beam;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The step bodies of the pipelines that run in this JVM.
 *
 * <p>Beam serializes every {@code DoFn}, also for a runner in the same JVM, so a transform cannot
 * hold on to the live objects of its run: locks, listeners, child processes. It carries the number
 * of a lease instead. This map is the only state of the orchestrator that is shared by the JVM; a
 * lease ends with its pipeline.
 */
final class LiveBodies {
  private static final Map<String, StepBody> BODIES = new ConcurrentHashMap<>();

  private LiveBodies() {}

  /** Makes a body reachable until the lease is closed. */
  static Lease lease(StepBody body) {
    Lease lease = new Lease(UUID.randomUUID().toString());
    BODIES.put(lease.number(), body);
    return lease;
  }

  /**
   * The body of a lease.
   *
   * @throws IllegalStateException if the lease is closed, or from another JVM
   */
  static StepBody body(String number) {
    StepBody body = BODIES.get(number);
    if (body == null) {
      throw new IllegalStateException("the pipeline of this transform does not run in this JVM");
    }
    return body;
  }

  /**
   * Keeps a body reachable.
   *
   * @param number what {@link LiveBodies#body} finds it by
   */
  record Lease(String number) implements AutoCloseable {
    @Override
    public void close() {
      BODIES.remove(number);
    }
  }
}
