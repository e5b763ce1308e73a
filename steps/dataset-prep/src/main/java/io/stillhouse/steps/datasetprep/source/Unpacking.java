package io.stillhouse.steps.datasetprep.source;

import io.stillhouse.step.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Copies and unpacks streams into files, within limits that a decompression bomb meets early. */
public final class Unpacking {
  /** What unpacks to less than this is never a bomb, in bytes. */
  private static final long HARMLESS_BYTES = 1L << 30;

  /** Images do not compress better than this; deflate reaches 1032. */
  private static final long MAXIMUM_RATIO = 200;

  private static final int BUFFER = 1 << 17;

  private Unpacking() {}

  /**
   * Copies a stream into a file, unpacking it when it is gzip.
   *
   * @param name what messages call it
   * @param storedBytes size of the stream as it is stored
   * @throws InvalidInputException when it is truncated, damaged or unpacks to absurdly much
   */
  public static void unpack(InputStream stored, String name, long storedBytes, Path target)
      throws IOException {
    unpack(stored, name, target, Math.max(HARMLESS_BYTES, storedBytes * MAXIMUM_RATIO));
  }

  /** Unpacks to at most {@code limit} bytes. */
  static void unpack(InputStream stored, String name, Path target, long limit) throws IOException {
    try (BufferedInputStream buffered = new BufferedInputStream(stored, BUFFER);
        InputStream in = isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER) : buffered;
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[BUFFER];
      long written = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        written += count;
        if (written > limit) {
          throw new InvalidInputException(
              ("%s: the file unpacks to more than %d bytes: this looks like a decompression bomb;"
                      + " unpack it yourself if you trust it")
                  .formatted(name, limit));
        }
        out.write(buffer, 0, count);
      }
    } catch (EOFException e) {
      throw new InvalidInputException(
          "%s: the file is truncated (its compressed data ends early); copy it again"
              .formatted(name),
          e);
    } catch (ZipException | DamagedFileException e) {
      throw new InvalidInputException(
          "%s: the file is damaged (%s); copy it again".formatted(name, e.getMessage()), e);
    }
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }
}
