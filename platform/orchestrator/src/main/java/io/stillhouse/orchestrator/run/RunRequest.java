package io.stillhouse.orchestrator.run;

import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run is asked to do.
 *
 * @param plan the plan, with the parameters of the run
 * @param components the components that the plan was made with
 * @param sourceBase the folder of the definition's file: relative data sources are looked up there
 * @param experiment the experiment that the run belongs to; empty: the definition's
 * @param labels labels beside those of the definition, which they override
 * @param cacheUse whether steps may be served from the cache
 * @param limits what steps may use together; what is absent is as the plan says
 * @param backend who starts the steps, and who decides when
 */
public record RunRequest(
    Plan plan,
    LoadedComponents components,
    Path sourceBase,
    Optional<String> experiment,
    Map<String, String> labels,
    CacheUse cacheUse,
    ResourceLimits limits,
    RunBackend backend) {

  /** Whether the steps of a run may be served from the cache. */
  public enum CacheUse {
    /** They may. */
    READ_AND_WRITE,
    /** Every step runs; the cache remembers the results. */
    WRITE_ONLY
  }

  /** On this machine, within the limits of the plan. */
  public RunRequest(
      Plan plan,
      LoadedComponents components,
      Path sourceBase,
      Optional<String> experiment,
      Map<String, String> labels,
      CacheUse cacheUse) {
    this(
        plan,
        components,
        sourceBase,
        experiment,
        labels,
        cacheUse,
        ResourceLimits.NONE,
        RunBackend.LOCAL);
  }

  /** Copies the labels and makes the folder absolute. */
  public RunRequest {
    sourceBase = sourceBase.toAbsolutePath().normalize();
    labels = Map.copyOf(new TreeMap<>(labels));
  }

  /** The same with another backend. */
  public RunRequest on(RunBackend other) {
    return new RunRequest(
        plan, components, sourceBase, experiment, labels, cacheUse, limits, other);
  }
}
