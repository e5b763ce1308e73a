package io.stillhouse.artifacts.gcs;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;

/**
 * Reads one generation of an object: in ranges, each of which goes on where it broke off, several
 * at once if they go into a file. What arrived is held against the object's checksum.
 */
final class RangedDownload {
  static final int RANGE = 16 << 20;

  private static final int BUFFER = 256 << 10;

  private final GcsObjects objects;

  RangedDownload(GcsObjects objects) {
    this.objects = objects;
  }

  /** Takes bytes that belong at a position. */
  private interface Target {
    void put(ByteBuffer bytes, long position) throws IOException;
  }

  /**
   * The content of an object that fits in memory.
   *
   * @throws ChecksumMismatchException if something else arrived
   */
  byte[] content(Blob object) {
    byte[] content = new byte[Math.toIntExact(object.getSize())];
    readRange(
        object.getBlobId(),
        0,
        content.length,
        (bytes, position) -> bytes.get(content, (int) position, bytes.remaining()));
    check(object, Crc32cChecksum.of(content));
    return content;
  }

  /**
   * Writes the content of an object into a new file.
   *
   * @throws ChecksumMismatchException if something else lies there now
   */
  void toFile(Blob object, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      List<Callable<Void>> ranges = new ArrayList<>();
      long size = object.getSize();
      for (long from = 0; from < size; from += RANGE) {
        long start = from;
        long end = Math.min(size, from + RANGE);
        ranges.add(
            () -> {
              readRange(object.getBlobId(), start, end, (bytes, at) -> put(channel, bytes, at));
              return null;
            });
      }
      if (!ranges.isEmpty()) {
        ParallelTasks.run(ranges);
      }
      check(object, checksum(channel));
    }
  }

  /** Each request that fails after something arrived has its own deadline. */
  private void readRange(BlobId object, long from, long end, Target target) {
    long[] arrived = {from};
    while (arrived[0] < end) {
      objects
          .retries()
          .call(
              () -> {
                long before = arrived[0];
                try {
                  read(object, arrived, end, target);
                } catch (IOException | StorageException e) {
                  if (arrived[0] - before < BUFFER) {
                    throw e;
                  }
                }
                return null;
              });
    }
  }

  private void read(BlobId object, long[] arrived, long end, Target target) throws IOException {
    try (ReadChannel reader = objects.reader(object)) {
      reader.setChunkSize(0);
      reader.seek(arrived[0]);
      reader.limit(end);
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, end - arrived[0]));
      while (arrived[0] < end) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - arrived[0]));
        int read = receive(reader, buffer);
        if (read < 0) {
          throw new EOFException("the answer ended at byte " + arrived[0] + " of " + end);
        }
        target.put(buffer.flip(), arrived[0]);
        arrived[0] += read;
      }
    }
  }

  private static int receive(ReadChannel reader, ByteBuffer buffer) throws IOException {
    try {
      return reader.read(buffer);
    } catch (IOException e) {
      if (e.getCause() instanceof StorageException answer) { // what the service said, wrapped
        throw answer;
      }
      throw e;
    }
  }

  private static void put(FileChannel channel, ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) { // the disk's failure, which asking the service again does not cure
      throw new LocalCopyException(e);
    }
  }

  private static String checksum(FileChannel channel) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (long at = 0, read; (read = channel.read(buffer.clear(), at)) > 0; at += read) {
      crc.update(buffer.flip());
    }
    return Crc32cChecksum.text(crc);
  }

  private static void check(Blob object, String crc32c) {
    if (!crc32c.equals(object.getCrc32c())) {
      throw new ChecksumMismatchException(object.getName(), object.getCrc32c(), crc32c);
    }
  }
}
