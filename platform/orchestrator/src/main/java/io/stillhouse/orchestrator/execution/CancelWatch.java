package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoreException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the store whether somebody, in whatever process, asked to cancel a run. */
public final class CancelWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CancelWatch.class);
  private static final long MILLIS_BETWEEN_LOOKS = 250;

  /** Where every look is a request to a service. */
  private static final long MILLIS_BETWEEN_REQUESTS = 2_000;

  private final ArtifactStore store;
  private final RunLayout layout;
  private final StopSignal stop;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "cancel-watch");
            thread.setDaemon(true);
            return thread;
          });

  /** Looks once, then again and again until it is closed. */
  public CancelWatch(ArtifactStore store, RunLayout layout, StopSignal stop) {
    this.store = store;
    this.layout = layout;
    this.stop = stop;
    look();
    long pause =
        "file".equals(store.root().getScheme()) ? MILLIS_BETWEEN_LOOKS : MILLIS_BETWEEN_REQUESTS;
    executor.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void look() {
    try {
      if (store.read(layout.cancelRequest()).isPresent()) {
        stop.give(StopSignal.Reason.CANCELED);
      }
    } catch (StoreException e) {
      // A store that cannot be read now may be readable at the next look.
      LOG.debug("cannot look for a request to cancel", e);
    }
  }
}
