package io.stillhouse.training.graph;

import java.util.List;

/**
 * A named float32 array of a network.
 *
 * @param name PyTorch's name of it, unique in the network
 * @param shape sizes of the axes, outermost first
 * @param values row-major; not copied
 */
public record Tensor(String name, List<Long> shape, float[] values) {

  public Tensor {
    shape = List.copyOf(shape);
    long size = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "tensor '%s' of shape %s has %d values".formatted(name, shape, values.length));
    }
  }
}
