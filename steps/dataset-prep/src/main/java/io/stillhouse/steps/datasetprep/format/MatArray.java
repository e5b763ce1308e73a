package io.stillhouse.steps.datasetprep.format;

import java.util.List;

/**
 * A numeric array of a MATLAB file.
 *
 * @param shape sizes of the axes; the first varies fastest
 * @param elementType how its elements are stored: a data type number of the format
 * @param dataBytes size of its data
 */
record MatArray(List<Integer> shape, int elementType, long dataBytes) {
  static final int INT8 = 1;
  static final int UINT8 = 2;
  static final int INT16 = 3;
  static final int UINT16 = 4;
  static final int INT32 = 5;
  static final int UINT32 = 6;
  static final int SINGLE = 7;
  static final int DOUBLE = 9;

  /** Number of elements. */
  long elements() {
    long product = 1;
    for (int axis : shape) {
      product = Math.multiplyExact(product, axis);
    }
    return product;
  }

  /** Bytes of one element, or 0 for a type that holds no plain numbers. */
  int elementBytes() {
    return switch (elementType) {
      case INT8, UINT8 -> 1;
      case INT16, UINT16 -> 2;
      case INT32, UINT32, SINGLE -> 4;
      case DOUBLE -> 8;
      default -> 0;
    };
  }
}
