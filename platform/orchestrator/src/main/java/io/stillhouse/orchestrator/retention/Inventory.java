package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.orchestrator.components.SourceStaging;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.release.promotion.Promotions;
import io.stillhouse.v1.CacheEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lies in a store, divided into what is needed and what is not.
 *
 * @param runs every run
 * @param staleCacheEntries the cache entries that go
 * @param neededAttempts the folders of the attempts whose results are needed, in whichever run
 * @param sources all data that was copied from machines that created runs
 * @param stalePrograms jars for workers on sessions that no step needs now
 */
record Inventory(
    List<RunInventory> runs,
    List<StoredObject> staleCacheEntries,
    Set<String> neededAttempts,
    List<String> sources,
    List<StoredObject> stalePrograms) {

  /**
   * Looks at the whole store.
   *
   * @param elsewhere runs of which something may be at work on a platform
   */
  static Inventory take(
      ArtifactStore store, RetentionPolicy policy, Instant now, Set<RunLayout> elsewhere) {
    List<RunInventory> runs = new ArrayList<>();
    Map<String, Integer> newer = new HashMap<>();
    RunPins pins = new RunPins(store);
    Set<RunLayout> promoted = new Promotions(store).keptRuns();
    for (RunLayout layout : new RunReader(store).layouts()) {
      RunInventory run = RunInventory.take(store, layout, elsewhere.contains(layout));
      int position = newer.merge(layout.pipeline(), 1, Integer::sum);
      boolean kept =
          position <= policy.runsPerPipeline()
              || pins.isPinned(layout)
              || promoted.contains(layout)
              || run.isYoungerThan(policy.runsFor(), now)
              || run.mayBeAtWork(now);
      runs.add(kept ? run.kept() : run);
    }
    Set<String> neededKeys = new HashSet<>();
    Set<String> neededAttempts = new HashSet<>();
    for (RunInventory run : runs) {
      if (run.isKept()) {
        neededKeys.addAll(run.cacheKeys());
        neededAttempts.addAll(run.attemptsReferredTo());
      }
    }
    List<StoredObject> stale = new ArrayList<>();
    for (StoredObject object : store.list(RunLayout.CACHE)) {
      Optional<CacheEntry> entry = read(store, object);
      if (entry.isPresent()
          && (neededKeys.contains(entry.get().getKey())
              || Times.fromProto(entry.get().getCreateTime())
                  .plus(policy.cacheEntriesFor())
                  .isAfter(now))) {
        neededAttempts.add(attempt(entry.get()));
      } else {
        stale.add(object);
      }
    }
    List<String> sources =
        store.children(SourceStaging.FOLDER).stream()
            .map(name -> SourceStaging.FOLDER + "/" + name)
            .toList();
    return new Inventory(
        runs, stale, neededAttempts, sources, new WorkerPrograms(store).stale(runs, now));
  }

  /** The data that no run refers to of which something stays. */
  List<String> staleSources() {
    Set<String> needed = new HashSet<>();
    for (RunInventory run : runs) {
      if (!run.goesWholly(neededAttempts)) {
        needed.addAll(run.sources());
      }
    }
    return sources.stream().filter(source -> !needed.contains(source)).toList();
  }

  private static String attempt(CacheEntry entry) {
    return RunLayout.ofName(entry.getRun()).attempt(entry.getStep(), entry.getAttempt()).folder();
  }

  // A damaged entry serves nobody.
  private static Optional<CacheEntry> read(ArtifactStore store, StoredObject object) {
    try {
      return ProtoJson.read(store, object.key(), CacheEntry.getDefaultInstance());
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }
}
