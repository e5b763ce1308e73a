package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.model.Frame;
import io.stillhouse.launch.LogCopy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what a container prints, from its first byte on, into the store. */
final class ContainerLog {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerLog.class);

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
    if (following != null && !following.isBroken()) {
      return;
    }
    Following next = new Following(copied);
    following = next;
    try {
      engine
          .streams()
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .withTailAll()
          .exec(next);
    } catch (RuntimeException e) {
      next.onError(e);
    }
  }

  /** Takes over the rest of a container that has ended, and uploads the whole. */
  void finish(Duration atMost) {
    follow();
    Following last;
    synchronized (this) {
      last = following;
    }
    try {
      if (last != null && !last.awaitEnd(atMost)) {
        LOG.warn("the end of the log of container {} did not come within {}", id, atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("the log of container {} broke off", id, e);
    }
    stop();
    try {
      copy.close();
    } catch (RuntimeException e) {
      LOG.warn("the log of container {} is not complete: {}", id, e.getMessage());
    }
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

  private synchronized void take(byte[] bytes, int offset) {
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
        take(bytes, skipped);
      }
    }
  }
}
