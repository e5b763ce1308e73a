package io.stillhouse.orchestrator.cache;

import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.components.Programs;
import io.stillhouse.orchestrator.components.SourceParameters;
import io.stillhouse.v1.InputArtifacts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Computes the cache keys of a run's steps. */
public final class StepKeys {
  private final Programs programs;
  private final SourceParameters sources;

  public StepKeys(Programs programs, SourceParameters sources) {
    this.programs = programs;
    this.sources = sources;
  }

  /**
   * The key of a step with these inputs.
   *
   * @throws IOException if its component or a source cannot be read
   */
  public CacheKey of(PlannedStep step, Map<String, InputArtifacts> inputs) throws IOException {
    Map<String, List<String>> digests = new TreeMap<>();
    inputs.forEach(
        (name, artifacts) ->
            digests.put(
                name,
                artifacts.getArtifactsList().stream()
                    .map(artifact -> artifact.getArtifact().getDigest())
                    .toList()));
    return ofDigests(step, digests);
  }

  /**
   * The key of a step with inputs of these digests, or with whatever stands for them.
   *
   * @throws IOException if its component or a source cannot be read
   */
  public CacheKey ofDigests(PlannedStep step, Map<String, List<String>> digests)
      throws IOException {
    Map<String, String> environment = new TreeMap<>(step.environment());
    // The number of threads changes the order of floating-point sums, and so the result.
    environment.put("threads", Long.toString(Math.max(1, step.resources().cpuMillis() / 1000)));
    return CacheKey.of(
        step.component().name(),
        programs.program(step.component()),
        sources.forCacheKey(step),
        digests,
        environment);
  }
}
