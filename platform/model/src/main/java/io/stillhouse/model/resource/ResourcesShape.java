package io.stillhouse.model.resource;

import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.IntegerShape;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import java.util.List;
import java.util.Optional;

/** Declares {@code cpu}, {@code memory} and {@code nvidia.com/gpu} in YAML. */
public final class ResourcesShape {
  private static final int MAXIMUM_GPUS = 1024;

  private static final Key<Long> CPU =
      Key.optional("cpu", new CpuShape(), "Processor cores: 2, 1.5, 500m.");
  private static final Key<Long> MEMORY =
      Key.optional("memory", new MemoryShape(), "Memory: 512Mi, 2Gi, 1G.");
  private static final Key<Integer> GPUS =
      Key.optional(
          "nvidia.com/gpu", IntegerShape.between(0, MAXIMUM_GPUS), "Whole GPUs, 0 or more.");

  /** What a step, or every step of something, may use. */
  public static final Shape<ResourceOverrides> RESOURCES =
      ObjectShape.of("resources", List.of(CPU, MEMORY, GPUS), ResourcesShape::overrides);

  /** What steps may use together. */
  public static final Shape<ResourceLimits> LIMITS =
      ObjectShape.of("limits", List.of(CPU, MEMORY, GPUS), ResourcesShape::limits);

  private ResourcesShape() {}

  private static Optional<ResourceOverrides> overrides(Fields fields) {
    return Optional.of(
        new ResourceOverrides(fields.get(CPU), fields.get(MEMORY), fields.get(GPUS)));
  }

  private static Optional<ResourceLimits> limits(Fields fields) {
    return Optional.of(new ResourceLimits(fields.get(CPU), fields.get(MEMORY), fields.get(GPUS)));
  }
}
