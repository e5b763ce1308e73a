package io.stillhouse.model.resource;

import java.util.Optional;

/**
 * What all steps of a run may use together at any time. What is absent is not limited by the
 * definition; a launcher takes its machine's.
 *
 * @param cpuMillis processor cores in thousandths, 1 or more
 * @param memoryBytes memory in bytes, 1 MiB or more
 * @param gpus whole GPUs, 0 or more
 */
public record ResourceLimits(
    Optional<Long> cpuMillis, Optional<Long> memoryBytes, Optional<Integer> gpus) {
  /** No limit. */
  public static final ResourceLimits NONE =
      new ResourceLimits(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ResourceLimits {
    if (cpuMillis.orElse(1L) < 1
        || memoryBytes.orElse(ResourceRequest.MINIMUM_MEMORY) < ResourceRequest.MINIMUM_MEMORY
        || gpus.orElse(0) < 0) {
      throw new IllegalArgumentException("limits out of range: " + cpuMillis + memoryBytes + gpus);
    }
  }
}
