package io.stillhouse.orchestrator.cache;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.model.run.RunId;
import io.stillhouse.v1.CacheEntry;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What earlier runs of a pipeline made of a step: the background of every miss. */
final class EarlierSteps {
  /** How far back an explanation looks. */
  private static final int RUNS_LOOKED_AT = 20;

  private final ArtifactStore store;

  EarlierSteps(ArtifactStore store) {
    this.store = store;
  }

  /** Why the key has no entry, compared with the last run in which the step succeeded. */
  CacheDecision.Miss explainMiss(RunLayout run, String step, CacheKey key) {
    for (RunLayout earlier : earlierRuns(run)) {
      Optional<CacheEntry> entry = entry(earlier, step);
      if (entry.isPresent()) {
        String changes = key.explainMiss(entry.get().getKeyPartsMap());
        return new CacheDecision.Miss(
            changes.isEmpty()
                ? "the cache entry of run " + earlier.runId() + " is gone"
                : changes + " since run " + earlier.runId());
      }
    }
    return new CacheDecision.Miss("no earlier run has a result of this step");
  }

  private List<RunLayout> earlierRuns(RunLayout run) {
    return store.children(run.pipeline()).stream()
        .filter(id -> RunId.isValid(id) && !id.equals(run.runId()))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(),
                ids -> {
                  Collections.reverse(ids);
                  return ids.stream()
                      .limit(RUNS_LOOKED_AT)
                      .map(id -> new RunLayout(run.pipeline(), id))
                      .toList();
                }));
  }

  private Optional<CacheEntry> entry(RunLayout run, String step) {
    try {
      return ProtoJson.read(store, run.stepOutcome(step), StepOutcome.getDefaultInstance())
          .filter(outcome -> outcome.getState() == State.SUCCEEDED)
          .map(StepOutcome::getCacheKey)
          .filter(key -> !key.isEmpty())
          .flatMap(
              key ->
                  ProtoJson.read(
                      store, RunLayout.cacheEntry(key), CacheEntry.getDefaultInstance()));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }
}
