package io.stillhouse.step;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.v1.LogLevel;
import io.stillhouse.v1.LogLine;
import io.stillhouse.v1.MetricPoint;
import io.stillhouse.v1.Progress;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects events and writes them as numbered chunk objects in the background: every second at
 * first, every ten seconds once the step has been running for ten minutes, for every chunk is an
 * object to list and fetch. A store that fails for a while delays events and never fails the step.
 */
final class EventLog implements Reporter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("step");
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);
  // An interval for every so many of them since the start.
  private static final int INTERVALS_PER_AGE = 60;
  private static final int MAXIMUM_CHUNK_EVENTS = 10_000;
  private static final int MAXIMUM_WAITING_EVENTS = 1_000_000;

  private final ArtifactStore store;
  private final AttemptLayout attempt;
  private final long startNanos = System.nanoTime();
  private final Thread writer;
  private final Object writing = new Object();
  private final List<StepEvent> waiting = new ArrayList<>(); // guarded by itself
  private long nextChunk = 1; // guarded by writing
  private boolean closed; // guarded by waiting
  private long dropped; // guarded by waiting

  EventLog(ArtifactStore store, AttemptLayout attempt) {
    this.store = store;
    this.attempt = attempt;
    this.writer = new Thread(this::writeUntilClosed, "stillhouse-events");
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void progress(String stage, long done, long total, String unit) {
    if (done < 0 || total < 0 || (total > 0 && done > total)) {
      throw new IllegalArgumentException(
          "progress of '" + stage + "' is " + done + " of " + total + " " + unit);
    }
    add(
        event()
            .setProgress(
                Progress.newBuilder().setStage(stage).setDone(done).setTotal(total).setUnit(unit)));
  }

  @Override
  public void metric(String name, long step, double value) {
    if (name.isBlank() || step < 0) {
      throw new IllegalArgumentException("metric '" + name + "' at step " + step);
    }
    add(event().setMetric(MetricPoint.newBuilder().setName(name).setStep(step).setValue(value)));
  }

  @Override
  public void info(String message) {
    LOG.info(message);
    log(LogLevel.INFO, message);
  }

  @Override
  public void warn(String message) {
    LOG.warn(message);
    log(LogLevel.WARNING, message);
  }

  void error(String message) {
    LOG.error(message);
    log(LogLevel.ERROR, message);
  }

  /** Writes what waits now. */
  void flush() {
    synchronized (writing) {
      for (List<StepEvent> chunk = take(); !chunk.isEmpty(); chunk = take()) {
        try {
          writeChunk(StepEventChunk.newBuilder().addAllEvents(chunk).build());
        } catch (RuntimeException e) {
          LOG.warn("events could not be written and will be tried again: {}", e.getMessage());
          giveBack(chunk);
          return;
        }
      }
    }
  }

  /** Writes what waits and stops the background thread. Later events go to the log only. */
  @Override
  public void close() {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.notifyAll();
    }
    flush();
  }

  private void log(LogLevel level, String message) {
    add(event().setLog(LogLine.newBuilder().setLevel(level).setMessage(message)));
  }

  private static StepEvent.Builder event() {
    Instant now = Instant.now();
    return StepEvent.newBuilder()
        .setTime(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()));
  }

  private void add(StepEvent.Builder event) {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      if (waiting.size() >= MAXIMUM_WAITING_EVENTS) {
        dropped++;
        return;
      }
      int last = waiting.size() - 1;
      if (event.hasProgress() && last >= 0 && waiting.get(last).hasProgress()) {
        waiting.set(last, event.build()); // only the newest says how far the step is
      } else {
        waiting.add(event.build());
      }
    }
  }

  private List<StepEvent> take() {
    synchronized (waiting) {
      if (dropped > 0 && waiting.size() < MAXIMUM_WAITING_EVENTS) {
        LOG.warn("{} events were dropped: the store could not be written for too long", dropped);
        dropped = 0;
      }
      List<StepEvent> head = waiting.subList(0, Math.min(MAXIMUM_CHUNK_EVENTS, waiting.size()));
      List<StepEvent> chunk = List.copyOf(head);
      head.clear();
      return chunk;
    }
  }

  private void giveBack(List<StepEvent> chunk) {
    synchronized (waiting) {
      waiting.addAll(0, chunk);
    }
  }

  private void writeChunk(StepEventChunk chunk) {
    byte[] json = ProtoJson.write(chunk);
    // Another process of the same attempt may have written chunks: they are kept, ours follow.
    while (!store.create(attempt.eventChunk(nextChunk), json)) {
      nextChunk++;
    }
    nextChunk++;
  }

  private void writeUntilClosed() {
    while (true) {
      synchronized (waiting) {
        long deadline = System.nanoTime() + interval().toNanos();
        for (long left = deadline - System.nanoTime();
            left > 0 && !closed;
            left = deadline - System.nanoTime()) {
          try {
            waiting.wait(left / 1_000_000, (int) (left % 1_000_000));
          } catch (InterruptedException e) {
            return;
          }
        }
        if (closed) {
          return;
        }
      }
      flush();
    }
  }

  private Duration interval() {
    Duration aged = Duration.ofNanos((System.nanoTime() - startNanos) / INTERVALS_PER_AGE);
    if (aged.compareTo(SHORTEST_INTERVAL) < 0) {
      return SHORTEST_INTERVAL;
    }
    return aged.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : aged;
  }
}
