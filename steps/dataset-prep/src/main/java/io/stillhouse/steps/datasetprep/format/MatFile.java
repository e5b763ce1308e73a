package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads numeric arrays of MATLAB 5.0 MAT-files, compressed or not, as a stream: an array's data is
 * handed on, not held. The format is that of MathWorks, "MAT-File Format", chapter 1.
 */
final class MatFile {
  private static final int HEADER_BYTES = 128;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int LARGEST_PART = 1 << 16;
  private static final int COMPLEX_FLAG = 0x0800;

  private final String name;
  private final ByteOrder order;

  /** Takes one array: its name, its form, and a stream of exactly its data bytes. */
  @FunctionalInterface
  interface Visitor {
    void visit(String arrayName, MatArray array, InputStream data, ByteOrder order)
        throws IOException;
  }

  private record Tag(int type, long bytes, boolean small, byte[] smallData) {}

  private MatFile(String name, ByteOrder order) {
    this.name = name;
    this.order = order;
  }

  /**
   * Visits the numeric arrays of a file in their order; what is left of an array's data is skipped.
   *
   * @param name what messages call the file
   * @throws InvalidInputException when it is damaged, truncated or not such a file
   */
  static void visit(Path file, String name, Visitor visitor) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), LARGEST_PART)) {
      byte[] header = in.readNBytes(HEADER_BYTES);
      if (header.length < HEADER_BYTES || !startsLikeMat(header)) {
        throw new InvalidInputException(
            "%s: not a MATLAB 5.0 file (version 7.3 files are HDF5: save with -v7)"
                .formatted(name));
      }
      ByteOrder order =
          header[126] == 'I' && header[127] == 'M' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      new MatFile(name, order).visitElements(in, visitor);
    } catch (EOFException e) {
      throw new InvalidInputException(
          "%s: the file is truncated; copy it again".formatted(name), e);
    } catch (ZipException | ArithmeticException e) {
      throw new InvalidInputException(
          "%s: the file is damaged (%s); copy it again".formatted(name, e.getMessage()), e);
    }
  }

  private static boolean startsLikeMat(byte[] header) {
    boolean little = header[126] == 'I' && header[127] == 'M' && header[125] == 1;
    boolean big = header[126] == 'M' && header[127] == 'I' && header[124] == 1;
    return little || big;
  }

  private void visitElements(InputStream in, Visitor visitor) throws IOException {
    while (true) {
      in.mark(1);
      if (in.read() < 0) {
        return;
      }
      in.reset();
      Tag tag = tag(in);
      LimitedInput element = new LimitedInput(in, tag.bytes());
      if (tag.type() == COMPRESSED) {
        visitCompressed(element, visitor);
      } else if (tag.type() == MATRIX) {
        visitMatrix(element, visitor);
      }
      element.skipRest();
    }
  }

  private void visitCompressed(InputStream element, Visitor visitor) throws IOException {
    try (InflaterInputStream inflated = new InflaterInputStream(element)) {
      Tag tag = tag(inflated);
      if (tag.type() == MATRIX) {
        LimitedInput matrix = new LimitedInput(inflated, tag.bytes());
        visitMatrix(matrix, visitor);
        matrix.skipRest();
        // Reading to the end is what makes the inflater compare the checksum.
        inflated.skip(Long.MAX_VALUE);
      }
    }
  }

  private void visitMatrix(InputStream in, Visitor visitor) throws IOException {
    ByteBuffer flags = part(in, MatArray.UINT32);
    int flagWord = flags.remaining() >= 4 ? flags.getInt() : 0;
    int arrayClass = flagWord & 0xFF;
    ByteBuffer dimensions = part(in, MatArray.INT32);
    List<Integer> shape = new ArrayList<>();
    while (dimensions.remaining() >= 4) {
      int axis = dimensions.getInt();
      if (axis < 0 || shape.size() == 16) {
        throw damaged("an array has impossible dimensions");
      }
      shape.add(axis);
    }
    ByteBuffer nameBytes = part(in, MatArray.INT8);
    byte[] text = new byte[nameBytes.remaining()];
    nameBytes.get(text);
    String arrayName = new String(text, StandardCharsets.US_ASCII);
    boolean numeric = arrayClass >= 6 && arrayClass <= 15 && (flagWord & COMPLEX_FLAG) == 0;
    if (!numeric) {
      return;
    }
    Tag data = tag(in);
    MatArray array = new MatArray(shape, data.type(), data.bytes());
    if (array.elementBytes() == 0
        || Math.multiplyExact(array.elements(), array.elementBytes()) != data.bytes()) {
      throw damaged(
          "array %s declares %s elements but %d bytes of type %d"
              .formatted(arrayName, shape, data.bytes(), data.type()));
    }
    if (data.small()) {
      visitor.visit(
          arrayName,
          array,
          new ByteArrayInputStream(data.smallData(), 0, (int) data.bytes()),
          order);
    } else {
      visitor.visit(arrayName, array, new LimitedInput(in, data.bytes()), order);
    }
  }

  /** A short part of an array: its flags, its dimensions, its name. */
  private ByteBuffer part(InputStream in, int expectedType) throws IOException {
    Tag tag = tag(in);
    if (tag.type() != expectedType || tag.bytes() > LARGEST_PART) {
      throw damaged("a part of type %d and %d bytes".formatted(tag.type(), tag.bytes()));
    }
    byte[] bytes;
    if (tag.small()) {
      bytes = Arrays.copyOf(tag.smallData(), (int) tag.bytes());
    } else {
      int padded = (int) (tag.bytes() + 7) / 8 * 8;
      bytes = Arrays.copyOf(read(in, padded), (int) tag.bytes());
    }
    return ByteBuffer.wrap(bytes).order(order);
  }

  /** Eight bytes: type and size; or, for up to four bytes of data, size, type and the data. */
  private Tag tag(InputStream in) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(read(in, 8)).order(order);
    int first = bytes.getInt();
    int smallBytes = first >>> 16;
    if (smallBytes == 0) {
      return new Tag(first, bytes.getInt() & 0xFFFFFFFFL, false, new byte[0]);
    }
    if (smallBytes > 4) {
      throw damaged("a small element of %d bytes".formatted(smallBytes));
    }
    return new Tag(first & 0xFFFF, smallBytes, true, Arrays.copyOfRange(bytes.array(), 4, 8));
  }

  private static byte[] read(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private InvalidInputException damaged(String what) {
    return new InvalidInputException(
        "%s: the file is damaged (%s); copy it again".formatted(name, what));
  }
}
