package io.stillhouse.training.softlabel;

import ai.djl.util.Float16Utils;

/** IEEE 754 half precision. Reading goes through a table of all 65,536 numbers. */
final class HalfPrecision {
  /** The largest finite number. */
  static final float MAXIMUM = 65504;

  private final float[] values = new float[1 << Short.SIZE];

  HalfPrecision() {
    for (int bits = 0; bits < values.length; bits++) {
      values[bits] = Float16Utils.halfToFloat((short) bits);
    }
  }

  /** The exact value of 16 bits. */
  float decode(short bits) {
    return values[bits & 0xFFFF];
  }

  /**
   * The nearest half.
   *
   * @throws SoftLabelsException when the value is NaN, infinite or too large
   */
  static short encode(float value) {
    if (!(Math.abs(value) <= MAXIMUM)) {
      throw new SoftLabelsException(
          "A logit is %s, which float16 cannot hold: the teacher has diverged, train it again"
              .formatted(value));
    }
    return Float16Utils.floatToHalf(value);
  }
}
