package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import io.stillhouse.launch.LogCopy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what a container prints, from its first byte on, into the store. */
final class ContainerLog {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerLog.class);

  private static final Duration BETWEEN_READS = Duration.ofMillis(200);

  private final Engine engine;
  private final String id;
  private final LogCopy copy;
  private long copied;
  private @Nullable Following following;

  ContainerLog(Engine engine, String id, LogCopy copy) {
    this.engine = engine;
    this.id = id;
    this.copy = copy;
  }

  /** Begins to follow, or goes on where an engine that went away broke off. */
  synchronized void follow() {
    if (following == null || following.isBroken()) {
      following = read(true);
    }
  }

  /** Takes over the rest of a container that has ended, and uploads the whole. */
  void finish(Duration atMost) {
    try {
      if (!isFinished(atMost)) {
        LOG.warn("the end of the log of container {} is missing", id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
    try {
      copy.close();
    } catch (RuntimeException e) {
      LOG.warn("the log of container {} is not complete: {}", id, e.getMessage());
    }
  }

  /**
   * Follows to the end, and then reads once more: a follower that came just when the container
   * began or ended may have been told that this was all.
   */
  private boolean isFinished(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    Following last;
    synchronized (this) {
      last = following;
    }
    if (last != null) {
      isComplete(last, atMost);
    }
    do {
      stop();
      synchronized (this) {
        last = read(false);
        following = last;
      }
      if (isComplete(last, atMost)) {
        return true;
      }
      Thread.sleep(BETWEEN_READS.toMillis());
    } while (System.nanoTime() - end < 0);
    return false;
  }

  private boolean isComplete(Following reading, Duration atMost) throws InterruptedException {
    try {
      return reading.awaitEnd(atMost);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof NotFoundException) {
        LOG.warn("somebody removed container {} before all of its log was read", id);
        return true;
      }
      LOG.debug("the log of container {} broke off", id, e);
      return false;
    }
  }

  private synchronized Following read(boolean follow) {
    Following reading = new Following(copied);
    try {
      engine
          .streams()
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(follow)
          .withTailAll()
          .exec(reading);
    } catch (RuntimeException e) {
      reading.onError(e);
    }
    return reading;
  }

  /** Follows no longer. */
  synchronized void stop() {
    if (following != null) {
      following.close();
    }
  }

  /** The last lines so far. */
  String tail() {
    return copy.tail();
  }

  private synchronized void take(Following from, byte[] bytes, int offset) {
    if (from != following) {
      return; // superseded by a reading that brings the same
    }
    copy.write(bytes, offset, bytes.length - offset);
    copied += bytes.length - offset;
  }

  /** One reading of the log, which begins with what was copied before. */
  private final class Following extends EngineStream<Frame> {
    private long toSkip;

    Following(long toSkip) {
      this.toSkip = toSkip;
    }

    @Override
    public void onNext(Frame frame) {
      byte[] bytes = frame.getPayload();
      int skipped = (int) Math.min(toSkip, bytes.length);
      toSkip -= skipped;
      if (skipped < bytes.length) {
        take(this, bytes, skipped);
      }
    }
  }
}
