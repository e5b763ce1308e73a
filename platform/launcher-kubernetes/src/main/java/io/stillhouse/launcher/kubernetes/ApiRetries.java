package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLHandshakeException;

/**
 * Tries requests again that met a busy, restarting or unreachable API server, with growing,
 * jittered waits, until a deadline. Every request made through it can be made twice without harm.
 */
final class ApiRetries {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Duration deadline;
  private final RandomGenerator random;

  ApiRetries(Duration deadline, RandomGenerator random) {
    this.deadline = deadline;
    this.random = random;
  }

  /**
   * The answer to a request.
   *
   * @throws KubernetesClientException as the last try did, when it will not help to try again or
   *     the deadline has passed
   */
  <T> T call(Supplier<T> request) {
    long start = System.nanoTime();
    long wait = FIRST_WAIT.toMillis();
    while (true) {
      try {
        return request.get();
      } catch (KubernetesClientException e) {
        long jittered = wait / 2 + random.nextLong(wait / 2 + 1);
        long elapsed = (System.nanoTime() - start) / 1_000_000;
        if (!isPassing(e) || elapsed + jittered > deadline.toMillis()) {
          throw e;
        }
        sleep(jittered, e);
        wait = Math.min(LONGEST_WAIT.toMillis(), wait * 2);
      }
    }
  }

  /** Whether it may be different in a moment. */
  static boolean isPassing(KubernetesClientException e) {
    int code = e.getCode();
    if (code == 429 || code == 500 || code == 502 || code == 503 || code == 504) {
      return true;
    }
    // An API server that has just started forbids what it cannot check yet.
    if (code == 403) {
      return String.valueOf(e.getMessage()).contains("not yet ready to handle request");
    }
    return code <= 0 && hasIoCause(e);
  }

  private static boolean hasIoCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLHandshakeException) {
        return false;
      }
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static void sleep(long millis, KubernetesClientException reason) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
