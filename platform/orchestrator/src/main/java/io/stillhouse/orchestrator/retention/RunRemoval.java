package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.v1.CacheEntry;
import io.stillhouse.v1.StepOutcome;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Deletes single runs. Attempts that a cache entry refers to stay, so that a run elsewhere that is
 * about to be served from the cache finds what it was promised; gc deletes them when nothing needs
 * them any more.
 */
public final class RunRemoval {
  private static final String ATTEMPT_NUMBER = "[1-9][0-9]{0,8}";

  private final ArtifactStore store;
  private final Ownership ownership;

  /** Of the runs of a store. */
  public RunRemoval(ArtifactStore store) {
    this.store = store;
    this.ownership = Ownership.of(store);
  }

  /**
   * Deletes a run: from the moment on at which its record is gone there is no such run.
   *
   * @param isNeeded whether other runs have an attempt's artifacts, by the attempt's folder
   * @throws RunBusyException if a process is at work on it, or gc on the store
   */
  public void remove(RunLayout run, Predicate<String> isNeeded) {
    Set<String> kept = new HashSet<>();
    try (Ownership.Held held = ownership.own(run)) {
      ownership.requireNoDeletion();
      for (String step : steps(run)) {
        for (String attempt : store.children(run.step(step))) {
          if (attempt.matches(ATTEMPT_NUMBER)) {
            String folder = run.attempt(step, Integer.parseInt(attempt)).folder();
            if (isCached(run, step, Integer.parseInt(attempt)) || isNeeded.test(folder)) {
              kept.add(folder);
            }
          }
        }
      }
      store.delete(run.runRecord());
    }
    if (kept.isEmpty()) {
      store.deleteAll(run.folder());
      return;
    }
    for (StoredObject object : store.list(run.folder())) {
      if (kept.stream().noneMatch(folder -> object.key().startsWith(folder + "/"))) {
        store.delete(object.key());
      }
    }
  }

  private Iterable<String> steps(RunLayout run) {
    return store.children(run.folder()).stream().filter(name -> !name.startsWith("_")).toList();
  }

  private boolean isCached(RunLayout run, String step, int attempt) {
    Optional<StepOutcome> outcome =
        ProtoJson.read(store, run.stepOutcome(step), StepOutcome.getDefaultInstance());
    return outcome
        .map(StepOutcome::getCacheKey)
        .filter(key -> !key.isEmpty())
        .flatMap(
            key ->
                ProtoJson.read(store, RunLayout.cacheEntry(key), CacheEntry.getDefaultInstance()))
        .filter(
            entry ->
                entry.getRun().equals(run.name())
                    && entry.getStep().equals(step)
                    && entry.getAttempt() == attempt)
        .isPresent();
  }
}
