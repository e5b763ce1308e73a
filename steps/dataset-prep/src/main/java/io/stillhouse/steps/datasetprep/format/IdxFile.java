package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An IDX file of unsigned bytes, as on the MNIST page: two zero bytes, the element type, the number
 * of axes, each axis as a big-endian 32-bit number, the elements.
 *
 * @param file plain file on disk
 * @param shape sizes of the axes
 * @param dataPosition where the elements begin
 */
record IdxFile(Path file, List<Integer> shape, long dataPosition) {
  private static final int UNSIGNED_BYTE = 0x08;

  /**
   * Reads the header and compares it with the file's size.
   *
   * @param name what messages call the file
   * @throws InvalidInputException when it is not such a file, truncated or too long
   */
  static IdxFile open(Path file, String name, int axes) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      int magic = in.readInt();
      if (magic != (UNSIGNED_BYTE << 8 | axes)) {
        throw new InvalidInputException(
            "%s: the file begins with 0x%08x, not with 0x%08x of IDX unsigned bytes with %d axes"
                .formatted(name, magic, UNSIGNED_BYTE << 8 | axes, axes));
      }
      List<Integer> shape = new ArrayList<>();
      long elements = 1;
      for (int axis = 0; axis < axes; axis++) {
        int size = in.readInt();
        if (size < 0) {
          throw new InvalidInputException("%s: axis %d has size %d".formatted(name, axis, size));
        }
        shape.add(size);
        elements = Math.multiplyExact(elements, size);
      }
      long dataPosition = 4L + 4L * axes;
      long present = Files.size(file) - dataPosition;
      if (present != elements) {
        throw new InvalidInputException(
            "%s: the header declares %s = %d bytes but %d follow; the file is %s, copy it again"
                .formatted(
                    name, shape, elements, present, present < elements ? "truncated" : "damaged"));
      }
      return new IdxFile(file, shape, dataPosition);
    } catch (EOFException e) {
      throw new InvalidInputException(
          "%s: the file ends within its header; copy it again".formatted(name), e);
    } catch (ArithmeticException e) {
      throw new InvalidInputException("%s: the declared size overflows".formatted(name), e);
    }
  }
}
