package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.run.RunBusyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes what neither the policy nor anything that is kept needs: never an artifact that a kept
 * cache entry, a pinned run or a kept run refers to, in whichever run it lies, nor data that a run
 * refers to which keeps its record.
 */
public final class GarbageCollector {
  /** Nobody takes that long over one object. */
  private static final Duration UNFINISHED_FOR = Duration.ofHours(24);

  private final ArtifactStore store;
  private final Ownership ownership;
  private final Clock clock;

  /** A collector for a store. */
  public GarbageCollector(ArtifactStore store, Clock clock) {
    this.store = store;
    this.ownership = Ownership.of(store);
    this.clock = clock;
  }

  /** What {@link #collect} would delete now. */
  public List<Deletion> preview(RetentionPolicy policy) {
    Inventory inventory = Inventory.take(store, policy, clock.instant());
    return deletions(inventory);
  }

  /**
   * Deletes. Nothing may be at work on the store meanwhile: a run could be about to take from the
   * cache what is being deleted.
   *
   * @return what was deleted
   * @throws RunBusyException if a run is at work, or another collector
   */
  public List<Deletion> collect(RetentionPolicy policy) {
    try (Ownership.Held deletion = ownership.ownDeletion()) {
      for (RunLayout layout : new RunReader(store).layouts()) {
        Optional<String> owner = ownership.owner(layout);
        if (owner.isPresent()) {
          throw new RunBusyException(
              "run "
                  + layout.runId()
                  + " is at work in "
                  + owner.get()
                  + "; gc deletes nothing meanwhile");
        }
      }
      List<Deletion> deletions = preview(policy);
      // Cache entries come first in the list: none may outlive what it refers to.
      for (Deletion each : deletions) {
        if (each.kind() == Deletion.Kind.CACHE_ENTRY) {
          store.delete(each.key());
        } else {
          store.deleteAll(each.key());
        }
      }
      // No run is at work, so nobody's claim counts.
      store.deleteAll(RunLayout.CLAIMS);
      Instant untouchedSince = clock.instant().minus(UNFINISHED_FOR);
      store.removeUnfinished(untouchedSince);
      return deletions;
    }
  }

  private List<Deletion> deletions(Inventory inventory) {
    List<Deletion> deletions = new ArrayList<>();
    for (StoredObject entry : inventory.staleCacheEntries()) {
      deletions.add(new Deletion(entry.key(), Deletion.Kind.CACHE_ENTRY, entry.size()));
    }
    for (RunInventory run : inventory.runs()) {
      run.deletions(inventory.neededAttempts())
          .forEach((key, kind) -> deletions.add(new Deletion(key, kind, bytes(key))));
    }
    for (String source : inventory.staleSources()) {
      deletions.add(new Deletion(source, Deletion.Kind.SOURCE, bytes(source)));
    }
    return deletions;
  }

  private long bytes(String folder) {
    return store.list(folder).stream().mapToLong(StoredObject::size).sum();
  }
}
