package io.stillhouse.cli.sweep;

import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunRequest.CacheUse;
import java.util.Map;
import java.util.Optional;

/**
 * How a user wants a sweep to be run.
 *
 * @param name the sweep's name; empty: after what it asks
 * @param experiment the experiment of its runs; empty: the definition's
 * @param labels labels beside the definition's and the sweep's
 * @param cacheUse whether steps may come from the cache
 * @param limits what steps of all runs may use together; what is absent is as the definition says
 * @param backend who starts the steps, and who decides when
 * @param parallel how many runs are at work at a time, 1 or more
 * @param onFailure what becomes of the others when a run fails
 */
public record SweepLaunch(
    Optional<String> name,
    Optional<String> experiment,
    Map<String, String> labels,
    CacheUse cacheUse,
    ResourceLimits limits,
    RunBackend backend,
    int parallel,
    OnFailure onFailure) {
  /** What becomes of the others when a run fails. */
  public enum OnFailure {
    /** They go on. */
    GO_ON,
    /** Those at work are canceled, the others are not begun. */
    STOP
  }

  /** Copies the labels. */
  public SweepLaunch {
    labels = Map.copyOf(labels);
  }
}
