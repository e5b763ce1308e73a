package io.stillhouse.model.resource;

/**
 * What one attempt of a step may use of its machine.
 *
 * @param cpuMillis processor cores in thousandths, 1 or more: 1500 is one and a half cores
 * @param memoryBytes memory in bytes, the Java heap and native tensors together; 1 MiB or more
 * @param gpus whole GPUs ({@code nvidia.com/gpu}), 0 or more
 */
public record ResourceRequest(long cpuMillis, long memoryBytes, int gpus) {
  /** The least memory that can be asked for, in bytes. */
  public static final long MINIMUM_MEMORY = 1 << 20;

  /** What a step gets that nobody said anything about: one core, 1 GiB, no GPU. */
  public static final ResourceRequest DEFAULT = new ResourceRequest(1000, 1L << 30, 0);

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ResourceRequest {
    if (cpuMillis < 1 || memoryBytes < MINIMUM_MEMORY || gpus < 0) {
      throw new IllegalArgumentException(
          "not a resource request: cpu "
              + cpuMillis
              + "m, memory "
              + memoryBytes
              + " bytes, "
              + gpus
              + " GPUs");
    }
  }
}
