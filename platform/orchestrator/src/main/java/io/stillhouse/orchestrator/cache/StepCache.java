package io.stillhouse.orchestrator.cache;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.CacheEntry;
import io.stillhouse.v1.StepResult;
import java.time.Clock;
import java.util.Optional;

/** Results of earlier runs, by cache key. */
public final class StepCache {
  private final ArtifactStore store;
  private final ArtifactReader artifacts;
  private final EarlierSteps earlierSteps;
  private final Clock clock;

  public StepCache(ArtifactStore store, Clock clock) {
    this.store = store;
    this.artifacts = new ArtifactReader(store);
    this.earlierSteps = new EarlierSteps(store);
    this.clock = clock;
  }

  /**
   * Looks a step up. A result whose files are not all there, byte for byte, is no hit.
   *
   * @param run the run that asks
   * @param step the step's name
   */
  public CacheDecision find(RunLayout run, String step, CacheKey key) {
    Optional<CacheEntry> entry;
    try {
      entry =
          ProtoJson.read(store, RunLayout.cacheEntry(key.hex()), CacheEntry.getDefaultInstance());
    } catch (IllegalArgumentException e) {
      return new CacheDecision.Miss("the cache entry is damaged: " + e.getMessage());
    }
    return entry.isPresent() ? serve(entry.get()) : earlierSteps.explainMiss(run, step, key);
  }

  /** Whether anybody has remembered a result, which may be damaged. */
  public boolean has(CacheKey key) {
    return store.read(RunLayout.cacheEntry(key.hex())).isPresent();
  }

  /** Remembers a committed result. */
  public void remember(CacheKey key, StepResult result) {
    CacheEntry entry =
        CacheEntry.newBuilder()
            .setKey(key.hex())
            .setRun(result.getRun())
            .setStep(result.getStep())
            .setAttempt(result.getAttempt())
            .setCreateTime(Times.toProto(clock.instant()))
            .putAllKeyParts(key.parts())
            .build();
    // Replaced rather than created: an entry whose result was damaged must not stay.
    store.replace(RunLayout.cacheEntry(key.hex()), ProtoJson.write(entry));
  }

  /** What is wrong with a result's files; empty if each is there, byte for byte. */
  public Optional<String> damage(StepResult result) {
    for (ArtifactReference artifact : result.getOutputsMap().values()) {
      try {
        artifacts.verify(artifact);
      } catch (CorruptArtifactException | IllegalArgumentException | StoreException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private CacheDecision serve(CacheEntry entry) {
    String from = "run " + RunLayout.ofName(entry.getRun()).runId();
    Optional<StepResult> result;
    try {
      result =
          ProtoJson.read(
              store,
              RunLayout.ofName(entry.getRun())
                  .attempt(entry.getStep(), entry.getAttempt())
                  .result(),
              StepResult.getDefaultInstance());
    } catch (IllegalArgumentException e) {
      return new CacheDecision.Miss("the result of " + from + " is damaged: " + e.getMessage());
    }
    if (result.isEmpty() || result.get().hasError()) {
      return new CacheDecision.Miss("the result of " + from + " is gone");
    }
    return damage(result.get())
        .<CacheDecision>map(
            damage -> new CacheDecision.Miss("the result of " + from + " is damaged: " + damage))
        .orElseGet(() -> new CacheDecision.Hit(result.get(), "same key as in " + from));
  }
}
