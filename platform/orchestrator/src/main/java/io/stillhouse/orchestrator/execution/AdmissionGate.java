package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.resource.ResourceRequest;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what runs side by side within a limit of cores and memory.
 *
 * <p>Those who have a turn are let in strictly in the order of the plan. Nobody overtakes, so a
 * large step cannot starve behind small ones; and as each step of a plan comes only so often,
 * neither can a late one. A request larger than the limit counts as the whole limit: it runs alone.
 */
public final class AdmissionGate {
  private final ResourceRequest limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Turn> queue =
      new PriorityQueue<>(
          Comparator.comparingInt(Turn::planPosition).thenComparingLong(Turn::ticket));
  private final StopSignal stop;
  private long cpuMillisUsed;
  private long memoryBytesUsed;
  private int gpusUsed;
  private long tickets;

  /**
   * A place in the queue. Whoever stands further back waits for it, so it is to be closed as soon
   * as it is clear that it will not be used.
   */
  public final class Turn implements AutoCloseable {
    private final int planPosition;
    private final long ticket;

    private Turn(int planPosition, long ticket) {
      this.planPosition = planPosition;
      this.ticket = ticket;
    }

    private int planPosition() {
      return planPosition;
    }

    private long ticket() {
      return ticket;
    }

    /**
     * Waits until there is room, and leaves the queue.
     *
     * @throws StoppedException if the run is stopped meanwhile
     */
    public Admission enter(ResourceRequest request) throws InterruptedException, StoppedException {
      ResourceRequest needed = atMostTheLimit(request);
      lock.lockInterruptibly();
      try {
        while (!stop.isGiven() && !(equals(queue.peek()) && fits(needed))) {
          changed.await();
        }
        if (stop.isGiven()) {
          throw new StoppedException();
        }
        return use(needed, 1);
      } finally {
        close();
        lock.unlock();
      }
    }

    /** Leaves the queue. */
    @Override
    public void close() {
      lock.lock();
      try {
        queue.remove(this);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

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
   * Queues. A step that may be about to enter queues before it has found that out, lest a later one
   * that is quicker to find out takes its room.
   *
   * @param planPosition the step's place in the plan, counted from 0
   */
  public Turn queue(int planPosition) {
    lock.lock();
    try {
      Turn turn = new Turn(planPosition, tickets++);
      queue.add(turn);
      return turn;
    } finally {
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
