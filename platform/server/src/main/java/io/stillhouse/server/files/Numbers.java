package io.stillhouse.server.files;

import io.stillhouse.training.tensorfile.TensorFileReader;
import io.stillhouse.training.tensorfile.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** The real numbers of a tensor in a file, whatever their precision. */
public final class Numbers {
  private final ByteBuffer bytes;
  private final TensorInfo info;

  private Numbers(ByteBuffer bytes, TensorInfo info) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.info = info;
  }

  /** Of a tensor. */
  public static Numbers of(TensorFileReader file, String tensor) {
    return new Numbers(file.bytes(tensor), file.info(tensor));
  }

  /** Whether the tensor has real numbers. */
  public static boolean isReal(TensorInfo info) {
    return switch (info.type()) {
      case FLOAT16, FLOAT32, FLOAT64 -> true;
      default -> false;
    };
  }

  /** How many there are. */
  public int count() {
    return Math.toIntExact(info.elements());
  }

  /** The length of a dimension; empty if there are fewer. */
  public OptionalInt dimension(int number) {
    return number < info.shape().size()
        ? OptionalInt.of(Math.toIntExact(info.shape().get(number)))
        : OptionalInt.empty();
  }

  /** One of them, counted from 0 in row-major order. */
  public double get(int index) {
    return switch (info.type()) {
      case FLOAT16 -> half(bytes.getShort(index * Short.BYTES));
      case FLOAT32 -> bytes.getFloat(index * Float.BYTES);
      case FLOAT64 -> bytes.getDouble(index * Double.BYTES);
      default ->
          throw new IllegalArgumentException(
              info.name() + " is of type " + info.type() + ", not of real numbers");
    };
  }

  /** A number of IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. */
  private static double half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction / 1024.0, exponent - 15);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
