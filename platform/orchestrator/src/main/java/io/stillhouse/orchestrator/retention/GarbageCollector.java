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
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private final Platforms platforms;
  private final Clock clock;

  /** A collector for a store whose steps are processes of this machine. */
  public GarbageCollector(ArtifactStore store, Clock clock) {
    this(store, Platforms.none(), clock);
  }

  /**
   * A collector for a store.
   *
   * @param platforms where steps may have left something
   */
  public GarbageCollector(ArtifactStore store, Platforms platforms, Clock clock) {
    this.store = store;
    this.ownership = Ownership.of(store);
    this.platforms = platforms;
    this.clock = clock;
  }

  /** What {@link #collect} would delete now. */
  public List<Deletion> preview(RetentionPolicy policy) {
    AbandonedSteps abandoned = abandonedSteps(policy);
    return deletions(inventory(policy, abandoned.remaining()), abandoned.deletions());
  }

  private AbandonedSteps abandonedSteps(RetentionPolicy policy) {
    return AbandonedSteps.find(
        store, ownership, platforms, clock.instant().minus(policy.abandonedAfter()));
  }

  private Inventory inventory(RetentionPolicy policy, Set<RunLayout> remaining) {
    return Inventory.take(store, policy, clock.instant(), remaining);
  }

  /**
   * Deletes. Nothing may be at work on the store meanwhile: a run could be about to take from the
   * cache what is being deleted. What steps have on platforms goes first, so that nothing writes
   * into what is deleted.
   *
   * @return what was deleted
   * @throws RunBusyException if a run is at work, or another collector
   */
  public List<Deletion> collect(RetentionPolicy policy) {
    try (Ownership.Held deletion = ownership.ownDeletion()) {
      AtomicBoolean lost = new AtomicBoolean();
      deletion.onLost(() -> lost.set(true));
      requireNobodyAtWork();
      AbandonedSteps abandoned = abandonedSteps(policy);
      List<Deletion> stopped = abandoned.stop();
      List<Deletion> deletions = deletions(inventory(policy, abandoned.remaining()), stopped);
      // Cache entries come before what they refer to: none may outlive it.
      for (Deletion each : deletions) {
        if (lost.get()) {
          throw new RunBusyException(
              "another process took the right to delete, as this one could not be heard of; run gc"
                  + " again");
        }
        switch (each.kind()) {
          case PLATFORM -> {} // gone already
          case CACHE_ENTRY, PROGRAM -> store.delete(each.key());
          default -> store.deleteAll(each.key());
        }
      }
      // No run is at work, so nobody's claim counts.
      store.deleteAll(RunLayout.CLAIMS);
      Instant untouchedSince = clock.instant().minus(UNFINISHED_FOR);
      store.removeUnfinished(untouchedSince);
      return deletions;
    }
  }

  private void requireNobodyAtWork() {
    for (RunLayout layout : new RunReader(store).layouts()) {
      if (!ownership.isFree(layout)) {
        throw new RunBusyException(
            "run "
                + layout.runId()
                + " is at work in "
                + ownership.owner(layout).orElse("another process")
                + "; gc deletes nothing meanwhile");
      }
    }
  }

  private List<Deletion> deletions(Inventory inventory, List<Deletion> onPlatforms) {
    List<Deletion> deletions = new ArrayList<>(onPlatforms);
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
    for (StoredObject program : inventory.stalePrograms()) {
      deletions.add(new Deletion(program.key(), Deletion.Kind.PROGRAM, program.size()));
    }
    return deletions;
  }

  private long bytes(String folder) {
    return store.list(folder).stream().mapToLong(StoredObject::size).sum();
  }
}
