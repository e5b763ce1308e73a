package io.stillhouse.server.watch;

import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.logs.Logs;
import io.stillhouse.server.names.Names.AttemptName;
import io.stillhouse.v1.ReadLogResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows logs. Each watcher has its own place in its log, so nothing is kept for the slow. */
public final class LogFeeds implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final int PIECE = 1 << 18;
  private static final long BEAT_EVERY = 30;
  private static final Logger LOG = LoggerFactory.getLogger(LogFeeds.class);

  private final Logs logs;
  private final List<Watcher> watchers = new ArrayList<>();
  private long looks;

  /** One who watches. */
  private static final class Watcher {
    private final AttemptName attempt;
    private final Sink<ReadLogResponse> sink;
    private long offset;

    Watcher(AttemptName attempt, Sink<ReadLogResponse> sink, long offset) {
      this.attempt = attempt;
      this.sink = sink;
      this.offset = offset;
    }
  }

  /**
   * @param clock what looks now and then
   */
  public LogFeeds(Logs logs, ScheduledExecutorService clock) {
    this.logs = logs;
    clock.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to tell a watcher.
   *
   * @param offset the byte to begin with; negative: that many from the end
   * @throws ApiException if there is no such attempt
   */
  public void watch(AttemptName attempt, long offset, Sink<ReadLogResponse> sink) {
    ReadLogResponse first = logs.read(attempt, offset, 1);
    synchronized (watchers) {
      watchers.add(new Watcher(attempt, sink, first.getOffset()));
    }
  }

  private void look() {
    List<Watcher> now;
    synchronized (watchers) {
      watchers.removeIf(watcher -> watcher.sink.isGone());
      now = List.copyOf(watchers);
    }
    looks++;
    for (Watcher watcher : now) {
      try {
        if (tell(watcher)) {
          synchronized (watchers) {
            watchers.remove(watcher);
          }
        } else if (looks % BEAT_EVERY == 0) {
          watcher.sink.beat();
        }
      } catch (ApiException e) {
        watcher.sink.fail(e);
        synchronized (watchers) {
          watchers.remove(watcher);
        }
      } catch (RuntimeException e) {
        LOG.warn("The log of {} could not be read; tried again soon", watcher.attempt, e);
      }
    }
  }

  /** Returns whether all of it was told. */
  private boolean tell(Watcher watcher) {
    while (watcher.sink.isReady() && !watcher.sink.isGone()) {
      ReadLogResponse piece = logs.read(watcher.attempt, watcher.offset, PIECE);
      boolean all = piece.getComplete() && piece.getNextOffset() >= piece.getSize();
      watcher.offset = piece.getNextOffset();
      if (!piece.getText().isEmpty() || all) {
        watcher.sink.send(new Shared<>(piece, Long.toString(watcher.offset)));
      }
      if (all) {
        watcher.sink.complete();
        return true;
      }
      if (piece.getText().isEmpty()) {
        return false;
      }
    }
    return false;
  }

  @Override
  public void close() {
    synchronized (watchers) {
      watchers.forEach(
          watcher -> watcher.sink.fail(ApiException.tooMuch("the server ends; call again")));
      watchers.clear();
    }
  }
}
