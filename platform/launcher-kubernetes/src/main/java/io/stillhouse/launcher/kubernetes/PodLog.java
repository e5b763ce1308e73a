package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.stillhouse.launch.LogCopy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the log of one pod. While the pod lives it is followed, if there is a place among the
 * followers; once the pod has ended, whatever is missing is read in one go.
 */
final class PodLog {
  private static final Logger LOG = LoggerFactory.getLogger(PodLog.class);
  private static final long RECONNECT_MILLIS = 2_000;
  private static final long LAST_READ_SECONDS = 10;

  private final KubernetesClient client;
  private final String path;
  private final LogCopy copy;
  private final TimestampedLines lines;
  private final Semaphore places;
  private final Executor blocking;
  private final CompletableFuture<Void> copied = new CompletableFuture<>();
  private @Nullable AsyncBody stream;
  private boolean following;
  private boolean complete;
  private boolean ended;
  private boolean closed;

  /**
   * The log of a pod.
   *
   * @param places for how many pods there may be a stream at a time
   * @param blocking for what takes a while: the last upload
   */
  PodLog(
      KubernetesClient client,
      String namespace,
      String pod,
      LogCopy copy,
      Semaphore places,
      Executor blocking) {
    this.client = client;
    this.path = "api/v1/namespaces/" + namespace + "/pods/" + pod + "/log";
    this.copy = copy;
    this.lines = new TimestampedLines(line -> copy.write(line, 0, line.length));
    this.places = places;
    this.blocking = blocking;
  }

  /** The pod runs: its log can be followed. */
  synchronized void follow() {
    if (following || ended || closed || complete || !places.tryAcquire()) {
      return;
    }
    following = true;
    read(true);
  }

  /**
   * The pod has ended. Completes, never exceptionally, when all that can be had is in the store.
   */
  synchronized CompletableFuture<Void> end() {
    if (ended || closed) {
      return copied;
    }
    ended = true;
    if (complete) {
      store();
    } else if (following) {
      // The stream ends by itself, unless its connection died unnoticed.
      CompletableFuture.delayedExecutor(LAST_READ_SECONDS, TimeUnit.SECONDS)
          .execute(this::breakStream);
    } else {
      read(false);
    }
    return copied;
  }

  /** Nobody watches any more: keeps what there is. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      cancelStream();
    }
    if (!copied.isDone()) {
      keep();
    }
  }

  private void read(boolean follow) {
    StringBuilder uri = new StringBuilder(client.getMasterUrl().toString());
    if (uri.charAt(uri.length() - 1) != '/') {
      uri.append('/');
    }
    uri.append(path).append("?container=").append(StepContainer.NAME).append("&timestamps=true");
    if (follow) {
      uri.append("&follow=true");
    }
    if (!lines.lastTime().isEmpty()) {
      uri.append("&sinceTime=").append(lines.lastTime());
    }
    lines.reconnected();
    HttpClient http = client.getHttpClient();
    HttpRequest request = http.newHttpRequestBuilder().uri(URI.create(uri.toString())).build();
    try {
      http.consumeBytes(
              request,
              (buffers, body) -> {
                for (ByteBuffer buffer : buffers) {
                  take(buffer);
                }
                body.consume();
              })
          .whenComplete(
              (response, failure) -> {
                if (failure != null) {
                  streamEnded(follow, failure);
                } else if (!response.isSuccessful()) {
                  response.body().cancel();
                  streamEnded(
                      follow, new IllegalStateException("the API answers " + response.code()));
                } else {
                  started(response.body());
                  response
                      .body()
                      .done()
                      .whenComplete((done, broken) -> streamEnded(follow, broken));
                  response.body().consume();
                }
              });
    } catch (RuntimeException e) {
      streamEnded(follow, e); // the client is closed
    }
  }

  private synchronized void take(ByteBuffer buffer) {
    if (!closed) {
      lines.take(buffer);
    }
  }

  private synchronized void started(AsyncBody body) {
    stream = body;
    if (closed) {
      body.cancel();
    }
  }

  private synchronized void breakStream() {
    if (!copied.isDone() && following) {
      cancelStream();
    }
  }

  private void cancelStream() {
    if (stream != null) {
      stream.cancel();
    }
  }

  private synchronized void streamEnded(boolean followed, @Nullable Throwable failure) {
    stream = null;
    if (followed && following) {
      following = false;
      places.release();
    }
    if (closed || copied.isDone()) {
      return;
    }
    if (failure == null) {
      lines.end();
      complete = true;
    } else {
      LOG.debug("the log {} broke off", path, failure);
    }
    if (!ended) {
      if (failure != null) {
        CompletableFuture.delayedExecutor(RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
            .execute(this::follow);
      }
      return;
    }
    if (complete || !followed) {
      store();
    } else {
      read(false);
    }
  }

  private void store() {
    blocking.execute(this::keep);
  }

  private void keep() {
    try {
      synchronized (this) {
        lines.end();
      }
      copy.close();
    } catch (RuntimeException e) {
      LOG.warn("the log of {} is not kept: {}", path, e.getMessage());
    } finally {
      copied.complete(null);
    }
  }
}
