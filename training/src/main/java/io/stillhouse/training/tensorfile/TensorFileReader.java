package io.stillhouse.training.tensorfile;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, mapped into memory. The header is checked completely on opening, so that a
 * tensor's bytes are always inside the file; nothing is read until it is used. Safe for use by
 * several threads.
 */
public final class TensorFileReader {
  /** The format's own limit on the header, in bytes. */
  static final long MAXIMUM_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = Long.BYTES;

  private final Path file;
  private final TensorHeader header;
  private final Map<String, ByteBuffer> data;

  private TensorFileReader(Path file, TensorHeader header, Map<String, ByteBuffer> data) {
    this.file = file;
    this.header = header;
    this.data = data;
  }

  /**
   * Opens and maps a file.
   *
   * @throws TensorFormatException when the file is truncated or its header is not sound
   */
  public static TensorFileReader open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < LENGTH_BYTES) {
        throw new TensorFormatException(file, "%d bytes are too few for a tensor file", size);
      }
      long headerBytes = read(channel, 0, LENGTH_BYTES).getLong();
      if (headerBytes < 2 || headerBytes > Math.min(MAXIMUM_HEADER_BYTES, size - LENGTH_BYTES)) {
        throw new TensorFormatException(
            file,
            "the header claims %s bytes in a file of %d: truncated, or not a tensor file",
            Long.toUnsignedString(headerBytes),
            size);
      }
      long dataStart = LENGTH_BYTES + headerBytes;
      ByteBuffer json = read(channel, LENGTH_BYTES, (int) headerBytes);
      TensorHeader header = TensorHeader.parse(file, json, size - dataStart);
      return new TensorFileReader(file, header, map(file, channel, dataStart, header));
    }
  }

  /** Where the file is. */
  public Path file() {
    return file;
  }

  /** Names in the order of the header. */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.tensors().keySet());
  }

  /** The free text pairs of the header. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  public boolean contains(String name) {
    return header.tensors().containsKey(name);
  }

  /**
   * Type and shape of a tensor.
   *
   * @throws IllegalArgumentException when the file has no such tensor
   */
  public TensorInfo info(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new IllegalArgumentException(
          "%s has no tensor '%s'; it has %s".formatted(file, name, names()));
    }
    return info;
  }

  /**
   * A tensor's bytes: a read-only, little-endian, direct view of the mapped file from position 0 to
   * the tensor's size.
   *
   * @throws IllegalArgumentException when the file has no such tensor
   */
  public ByteBuffer bytes(String name) {
    info(name);
    ByteBuffer bytes = data.get(name);
    if (bytes == null) {
      throw new IllegalStateException(name);
    }
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A tensor's bytes, when its type and shape are the expected ones.
   *
   * @param shape expected sizes; -1 stands for any
   * @throws TensorFormatException naming the file, the tensor and both shapes when they differ
   */
  public ByteBuffer bytes(String name, ElementType type, long... shape)
      throws TensorFormatException {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new TensorFormatException(file, "tensor '%s' is missing", name);
    }
    boolean same = info.type() == type && info.shape().size() == shape.length;
    for (int axis = 0; same && axis < shape.length; axis++) {
      same = shape[axis] == -1 || shape[axis] == info.shape().get(axis);
    }
    if (!same) {
      throw new TensorFormatException(
          file,
          "tensor '%s' is %s %s but %s %s was expected",
          name,
          info.type().formatName(),
          info.shape(),
          type.formatName(),
          Arrays.toString(shape));
    }
    return bytes(name);
  }

  private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static Map<String, ByteBuffer> map(
      Path file, FileChannel channel, long dataStart, TensorHeader header) throws IOException {
    Map<String, ByteBuffer> mapped = new HashMap<>();
    long dataBytes = channel.size() - dataStart;
    // One mapping serves a file of many small tensors; a buffer cannot span more than 2 GiB.
    ByteBuffer whole =
        dataBytes <= Integer.MAX_VALUE
            ? channel.map(FileChannel.MapMode.READ_ONLY, dataStart, dataBytes)
            : null;
    for (TensorInfo tensor : header.tensors().values()) {
      long bytes = tensor.end() - tensor.begin();
      if (bytes > Integer.MAX_VALUE) {
        throw new TensorFormatException(
            file, "tensor '%s' is larger than 2 GiB; write smaller shards", tensor.name());
      }
      mapped.put(
          tensor.name(),
          whole != null
              ? whole.slice((int) tensor.begin(), (int) bytes)
              : channel.map(FileChannel.MapMode.READ_ONLY, dataStart + tensor.begin(), bytes));
    }
    return mapped;
  }
}
