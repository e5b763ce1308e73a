package io.stillhouse.model.resource;

import java.util.Optional;

/**
 * Resources of which only some are said; the others come from somewhere else.
 *
 * @param cpuMillis processor cores in thousandths
 * @param memoryBytes memory in bytes
 * @param gpus whole GPUs
 */
public record ResourceOverrides(
    Optional<Long> cpuMillis, Optional<Long> memoryBytes, Optional<Integer> gpus) {
  /** Says nothing. */
  public static final ResourceOverrides NONE =
      new ResourceOverrides(Optional.empty(), Optional.empty(), Optional.empty());

  /** These resources where they are said, the others' elsewhere. */
  public ResourceRequest over(ResourceRequest others) {
    return new ResourceRequest(
        cpuMillis.orElse(others.cpuMillis()),
        memoryBytes.orElse(others.memoryBytes()),
        gpus.orElse(others.gpus()));
  }
}
