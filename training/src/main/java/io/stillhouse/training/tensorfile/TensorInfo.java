package io.stillhouse.training.tensorfile;

import java.util.List;

/**
 * Where one tensor lies in a file.
 *
 * @param name the tensor's name, such as {@code conv1.weight}
 * @param type what its elements are
 * @param shape sizes of the axes, outermost first; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end the byte after the last one, counted likewise
 */
public record TensorInfo(String name, ElementType type, List<Long> shape, long begin, long end) {
  static final int MAXIMUM_RANK = 16;

  /**
   * Checks that the byte range fits type and shape.
   *
   * @throws IllegalArgumentException when it does not, or an axis is negative, or the size
   *     overflows
   */
  public TensorInfo {
    shape = List.copyOf(shape);
    long expected = byteSize(type, shape);
    if (begin < 0 || end < begin || end - begin != expected) {
      throw new IllegalArgumentException(
          "tensor '%s' of type %s and shape %s needs %d bytes but its offsets are [%d, %d]"
              .formatted(name, type.formatName(), shape, expected, begin, end));
    }
  }

  /** Number of elements. */
  public long elements() {
    return (end - begin) / type.bytes();
  }

  static long byteSize(ElementType type, List<Long> shape) {
    if (shape.size() > MAXIMUM_RANK) {
      throw new IllegalArgumentException(
          "a tensor has %d axes; at most %d are allowed".formatted(shape.size(), MAXIMUM_RANK));
    }
    long size = type.bytes();
    for (long axis : shape) {
      if (axis < 0) {
        throw new IllegalArgumentException("shape %s has a negative axis".formatted(shape));
      }
      try {
        size = Math.multiplyExact(size, axis);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("shape %s overflows 64 bits".formatted(shape), e);
      }
    }
    return size;
  }
}
