package io.stillhouse.artifacts.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.api.core.NanoClock;
import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Retryable;
import com.google.cloud.RetryHelper;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageRetryStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries requests again that failed for a reason which may pass: 408, 429, 5xx, connections that
 * were refused, reset, closed too early, or silent for too long. The pauses grow, are jittered, and
 * end with the deadline. Every request that goes through here may be repeated without harm.
 */
final class GcsRetries {
  private static final Logger LOG = LoggerFactory.getLogger(GcsRetries.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private static final ResultRetryAlgorithm<?> OF_THE_CLIENT =
      StorageRetryStrategy.getDefaultStorageRetryStrategy().getIdempotentHandler();

  private final RetrySettings settings;
  private final ResultRetryAlgorithm<Object> algorithm = new PassingFailures();

  GcsRetries(Duration deadline) {
    settings = settings(deadline);
  }

  /** Pauses and deadline, in the words of the client. */
  static RetrySettings settings(Duration deadline) {
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(FIRST_PAUSE)
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(LONGEST_PAUSE)
        .setTotalTimeoutDuration(deadline)
        .setInitialRpcTimeoutDuration(deadline)
        .setMaxRpcTimeoutDuration(deadline)
        .setJittered(true)
        .build();
  }

  /**
   * Does a request, again and again if need be.
   *
   * @throws StorageException if it failed for good, or for longer than the deadline
   */
  <T> T call(Callable<T> request) {
    try {
      return RetryHelper.runWithRetries(request, settings, algorithm, NanoClock.getDefaultClock());
    } catch (RetryHelper.RetryHelperException e) {
      Throwable cause = e.getCause();
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (cause instanceof IOException failure) {
        throw StorageException.translate(failure);
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new StorageException(0, "the request was given up: " + cause, cause);
    }
  }

  private static final class PassingFailures extends BasicResultRetryAlgorithm<Object> {

    @Override
    public boolean shouldRetry(@Nullable Throwable failure, @Nullable Object response) {
      if (failure == null || !isPassing(failure)) {
        return false;
      }
      LOG.info("trying again: {}", failure.toString());
      return true;
    }

    private static boolean isPassing(Throwable failure) {
      if (OF_THE_CLIENT.shouldRetry(failure, null)) {
        return true;
      }
      boolean wrapper = failure instanceof StorageException answer && answer.getCode() == 0;
      Throwable cause = wrapper ? failure.getCause() : failure;
      return cause instanceof IOException
          && !(cause instanceof HttpResponseException)
          && !(cause instanceof Retryable)
          && !(cause instanceof SSLException);
    }
  }
}
