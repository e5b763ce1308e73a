package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.resource.ResourceRequest;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what runs side by side within a limit of cores and memory.
 *
 * <p>Those who wait are let in strictly in the order of the plan. Nobody overtakes, so a large step
 * cannot starve behind small ones; and as each step of a plan comes only so often, neither can a
 * late one. A request larger than the limit counts as the whole limit: it runs alone.
 */
public final class AdmissionGate {
  private final ResourceRequest limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Waiting> queue =
      new PriorityQueue<>(
          Comparator.comparingInt(Waiting::planPosition).thenComparingLong(Waiting::ticket));
  private final StopSignal stop;
  private long cpuMillisUsed;
  private long memoryBytesUsed;
  private int gpusUsed;
  private long tickets;

  private record Waiting(int planPosition, long ticket) {}

  /** Room that was taken; closing it gives the room back. */
  public final class Admission implements AutoCloseable {
    private final ResourceRequest taken;
    private boolean open = true;

    private Admission(ResourceRequest taken) {
      this.taken = taken;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (open) {
          open = false;
          use(taken, -1);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  public AdmissionGate(ResourceRequest limit, StopSignal stop) {
    this.limit = limit;
    this.stop = stop;
    stop.onGiven(this::wakeAll);
  }

  /**
   * Waits until there is room.
   *
   * @param planPosition the step's place in the plan, counted from 0
   * @throws StoppedException if the run is stopped meanwhile
   */
  public Admission enter(int planPosition, ResourceRequest request)
      throws InterruptedException, StoppedException {
    ResourceRequest needed = atMostTheLimit(request);
    lock.lockInterruptibly();
    Waiting waiting = new Waiting(planPosition, tickets++);
    try {
      queue.add(waiting);
      while (!stop.isGiven() && !(waiting.equals(queue.peek()) && fits(needed))) {
        changed.await();
      }
      if (stop.isGiven()) {
        throw new StoppedException();
      }
      return use(needed, 1);
    } finally {
      queue.remove(waiting);
      changed.signalAll();
      lock.unlock();
    }
  }

  /** Takes room for what runs already, whether or not there is any. */
  public Admission enterRunning(ResourceRequest request) {
    lock.lock();
    try {
      return use(atMostTheLimit(request), 1);
    } finally {
      lock.unlock();
    }
  }

  private Admission use(ResourceRequest request, int sign) {
    cpuMillisUsed += sign * request.cpuMillis();
    memoryBytesUsed += sign * request.memoryBytes();
    gpusUsed += sign * request.gpus();
    changed.signalAll();
    return new Admission(request);
  }

  private boolean fits(ResourceRequest request) {
    return cpuMillisUsed + request.cpuMillis() <= limit.cpuMillis()
        && memoryBytesUsed + request.memoryBytes() <= limit.memoryBytes()
        && gpusUsed + request.gpus() <= limit.gpus();
  }

  private ResourceRequest atMostTheLimit(ResourceRequest request) {
    return new ResourceRequest(
        Math.min(request.cpuMillis(), limit.cpuMillis()),
        Math.min(request.memoryBytes(), limit.memoryBytes()),
        Math.min(request.gpus(), limit.gpus()));
  }

  private void wakeAll() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
