package io.stillhouse.server.view;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.orchestrator.retention.RunPins;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which runs are pinned. Lists ask for many at once, so all pins are read together now and then.
 */
final class Pins {
  private static final long FRESH_NANOS = 5_000_000_000L;

  private final ArtifactStore store;
  private Set<String> pinned = Set.of();
  private long readAt;
  private boolean everRead;

  Pins(ArtifactStore store) {
    this.store = store;
  }

  synchronized boolean isPinned(RunLayout run) {
    long now = System.nanoTime();
    if (!everRead || now - readAt > FRESH_NANOS) {
      pinned =
          store.list(RunLayout.PINS).stream().map(StoredObject::key).collect(Collectors.toSet());
      readAt = now;
      everRead = true;
    }
    return pinned.contains(run.pin());
  }

  synchronized void set(RunLayout run, boolean pin) {
    RunPins pins = new RunPins(store);
    if (pin) {
      pins.pin(run);
    } else {
      pins.unpin(run);
    }
    everRead = false;
  }
}
