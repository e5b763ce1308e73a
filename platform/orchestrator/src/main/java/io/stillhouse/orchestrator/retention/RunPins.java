package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;

/** Pins: runs that are kept whatever the policy says. */
public final class RunPins {
  private final ArtifactStore store;

  public RunPins(ArtifactStore store) {
    this.store = store;
  }

  /** Keeps the run until it is unpinned. */
  public void pin(RunLayout run) {
    store.create(run.pin(), new byte[0]);
  }

  /** Leaves the run to the policy again. */
  public void unpin(RunLayout run) {
    store.delete(run.pin());
  }

  /** Whether the run is pinned. */
  public boolean isPinned(RunLayout run) {
    return store.read(run.pin()).isPresent();
  }
}
