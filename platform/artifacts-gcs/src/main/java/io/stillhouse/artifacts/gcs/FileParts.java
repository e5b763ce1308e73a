package io.stillhouse.artifacts.gcs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file cut into parts, with the checksums that their uploads are held against.
 *
 * @param crc32c of the whole file
 */
record FileParts(List<Part> parts, String crc32c) {
  static final long SMALLEST = 16L << 20;
  static final int COMPOSABLE = 32; // the service composes no more at once

  private static final int BUFFER = 1 << 20;

  /**
   * One of them.
   *
   * @param offset where it begins in the file, in bytes
   * @param size its length in bytes, above 0
   */
  record Part(long offset, long size, String crc32c) {}

  /** Cuts a file that is not empty into so many parts or fewer, and reads it once. */
  static FileParts of(Path file, int most) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long count = Math.min(most, (size + SMALLEST - 1) / SMALLEST);
      long each = (size + count - 1) / count;
      List<Part> parts = new ArrayList<>();
      CRC32C whole = new CRC32C();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      for (long offset = 0; offset < size; offset += each) {
        long end = Math.min(size, offset + each);
        CRC32C own = new CRC32C();
        for (long at = offset; at < end; ) {
          buffer.clear().limit((int) Math.min(BUFFER, end - at));
          int read = channel.read(buffer, at);
          if (read < 0) {
            throw new IOException("it became shorter while it was read");
          }
          whole.update(buffer.flip());
          own.update(buffer.rewind());
          at += read;
        }
        parts.add(new Part(offset, end - offset, Crc32cChecksum.text(own)));
      }
      return new FileParts(List.copyOf(parts), Crc32cChecksum.text(whole));
    }
  }
}
