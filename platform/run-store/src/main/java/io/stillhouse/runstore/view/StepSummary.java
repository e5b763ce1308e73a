package io.stillhouse.runstore.view;

import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step of a run.
 *
 * @param name its name within the run
 * @param stepDefinition the step of the definition that it comes from
 * @param item the item of its fan-out, or empty
 * @param component the component that does the work
 * @param upstream the steps that must end first, sorted
 * @param state its state
 * @param cached whether the cache served it
 * @param cachedFrom the name of the run that it was served from, or empty
 * @param reason why it was or was not served from the cache, or why it was skipped
 * @param cacheKey 64 hexadecimal digits, or empty
 * @param blockedBy the steps for want of which it was skipped
 * @param readyTime when it became ready
 * @param startTime when its first attempt started
 * @param endTime when it ended
 * @param error why it failed
 * @param progress how far it is; empty when nothing was told
 * @param metrics the final metrics of a step that succeeded, by name
 * @param attempts its attempts in order; none for a step that the cache served
 * @param outputs its artifacts, sorted by output
 */
public record StepSummary(
    String name,
    String stepDefinition,
    String item,
    String component,
    List<String> upstream,
    State state,
    boolean cached,
    String cachedFrom,
    String reason,
    String cacheKey,
    List<String> blockedBy,
    Optional<Instant> readyTime,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    Optional<StepError> error,
    Optional<StepProgress> progress,
    SortedMap<String, Double> metrics,
    List<AttemptSummary> attempts,
    List<ArtifactSummary> outputs) {

  /** Copies the collections. */
  public StepSummary {
    upstream = List.copyOf(upstream);
    blockedBy = List.copyOf(blockedBy);
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    attempts = List.copyOf(attempts);
    outputs = List.copyOf(outputs);
  }
}
