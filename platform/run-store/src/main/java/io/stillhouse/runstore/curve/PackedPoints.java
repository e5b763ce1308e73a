package io.stillhouse.runstore.curve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Points as bytes: a format number, the count, the differences of the positions, then those of the
 * times, all as variable-length integers (7 bits a byte, least significant first, zigzag for the
 * signed ones), then the values as IEEE 754 binary64, most significant byte first. About ten bytes
 * a point, and every value comes back bit for bit, NaN and infinities as well, which a database's
 * own numbers do not promise.
 */
public final class PackedPoints {
  private static final int FORMAT = 1;

  private PackedPoints() {}

  /** The points as bytes. */
  public static byte[] pack(CurvePoints points) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 + 11 * points.size());
    out.write(FORMAT);
    writeUnsigned(out, points.size());
    long previous = 0;
    for (int i = 0; i < points.size(); i++) {
      writeSigned(out, points.position(i) - previous);
      previous = points.position(i);
    }
    previous = 0;
    for (int i = 0; i < points.size(); i++) {
      writeSigned(out, points.time(i) - previous);
      previous = points.time(i);
    }
    ByteBuffer values = ByteBuffer.allocate(8 * points.size());
    for (int i = 0; i < points.size(); i++) {
      values.putDouble(points.value(i));
    }
    out.writeBytes(values.array());
    return out.toByteArray();
  }

  /**
   * Adds packed points to others.
   *
   * @throws IllegalArgumentException if the bytes are not packed points
   */
  public static void unpack(byte[] bytes, CurveBuilder into) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (!in.hasRemaining() || in.get() != FORMAT) {
      throw new IllegalArgumentException("not points in format " + FORMAT);
    }
    long count = readUnsigned(in);
    if (count < 0 || count > in.remaining() / 8) {
      throw new IllegalArgumentException(
          "packed points are cut off: " + count + " are announced in " + bytes.length + " bytes");
    }
    int size = (int) count;
    long[] positions = readDifferences(in, size);
    long[] times = readDifferences(in, size);
    if (in.remaining() != 8 * size) {
      throw new IllegalArgumentException("packed points have a wrong length: " + bytes.length);
    }
    for (int i = 0; i < size; i++) {
      into.add(positions[i], times[i], in.getDouble());
    }
  }

  private static long[] readDifferences(ByteBuffer in, int size) {
    long[] numbers = new long[size];
    long previous = 0;
    for (int i = 0; i < size; i++) {
      long zigzag = readUnsigned(in);
      previous += (zigzag >>> 1) ^ -(zigzag & 1);
      numbers[i] = previous;
    }
    return numbers;
  }

  private static void writeSigned(ByteArrayOutputStream out, long number) {
    writeUnsigned(out, (number << 1) ^ (number >> 63));
  }

  private static void writeUnsigned(ByteArrayOutputStream out, long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readUnsigned(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IllegalArgumentException("packed points are cut off");
      }
      byte next = in.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("packed points have a number of more than 64 bits");
  }
}
