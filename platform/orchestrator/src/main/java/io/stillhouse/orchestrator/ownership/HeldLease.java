package io.stillhouse.orchestrator.ownership;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that this process holds, and renews until it is closed or lost. */
final class HeldLease implements Ownership.Held {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

  private final ArtifactStore store;
  private final String folder;
  private final long number;
  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private Lease lease;

  HeldLease(ArtifactStore store, String folder, long number, Lease lease, Duration renewal) {
    this.store = store;
    this.folder = folder;
    this.number = number;
    this.lease = lease;
    renewals.scheduleWithFixedDelay(
        this::renew, renewal.toMillis(), renewal.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void onLost(Runnable action) {
    lost.thenRun(action);
  }

  @Override
  public void close() {
    renewals.shutdown();
    try {
      renewals.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!lost.isDone()) {
      try {
        write(lease.toBuilder().setReleased(true).build());
      } catch (StoreException e) {
        LOG.warn("the lease {} stays until it expires: {}", folder, e.getMessage());
      }
    }
  }

  // A store that fails now may take the next renewal; who waits for the lease is more patient.
  private void renew() {
    try {
      if (store.read(Leases.key(folder, number + 1)).isPresent()) {
        renewals.shutdown();
        lost.complete(null);
        return;
      }
      write(
          lease.toBuilder()
              .setRenewals(lease.getRenewals() + 1)
              .setRenewTime(Times.toProto(Instant.now()))
              .build());
    } catch (StoreException e) {
      LOG.warn("the lease {} cannot be renewed for now: {}", folder, e.getMessage());
    }
  }

  private void write(Lease next) {
    store.replace(Leases.key(folder, number), ProtoJson.write(next));
    lease = next;
  }
}
