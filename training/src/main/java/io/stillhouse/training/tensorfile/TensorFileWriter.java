package io.stillhouse.training.tensorfile;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects tensors and writes them as one safetensors file. The same tensors and metadata give the
 * same bytes. Tensors with wide elements come first, so that each is aligned to its element size;
 * otherwise they keep the order in which they were added.
 */
public final class TensorFileWriter {
  private static final int ALIGNMENT = 8;

  private final Map<String, String> metadata = new TreeMap<>();
  private final List<Tensor> tensors = new ArrayList<>();

  private record Tensor(String name, ElementType type, List<Long> shape, ByteBuffer data) {}

  /** Adds a free text pair to the header. */
  public TensorFileWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /**
   * Adds a tensor. The buffer is not copied: its remaining bytes, little-endian, are written by
   * {@link #write} and must stay as they are until then.
   *
   * @throws IllegalArgumentException when the bytes do not fit the shape, or the name is taken
   */
  public TensorFileWriter add(String name, ElementType type, ByteBuffer data, long... shape) {
    List<Long> axes = Arrays.stream(shape).boxed().toList();
    long expected = TensorInfo.byteSize(type, axes);
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "tensor '%s' of type %s and shape %s needs %d bytes; the buffer has %d"
              .formatted(name, type.formatName(), axes, expected, data.remaining()));
    }
    if (name.isEmpty()
        || name.equals(TensorHeader.METADATA_KEY)
        || tensors.stream().anyMatch(tensor -> tensor.name().equals(name))) {
      throw new IllegalArgumentException("'%s' cannot name a further tensor".formatted(name));
    }
    tensors.add(new Tensor(name, type, axes, data.duplicate()));
    return this;
  }

  /** Adds a FLOAT32 tensor; the values are copied. */
  public TensorFileWriter addFloats(String name, float[] values, long... shape) {
    ByteBuffer data = littleEndian((long) values.length * Float.BYTES);
    data.asFloatBuffer().put(values);
    return add(name, ElementType.FLOAT32, data, shape);
  }

  /** Adds an INT64 tensor; the values are copied. */
  public TensorFileWriter addLongs(String name, long[] values, long... shape) {
    ByteBuffer data = littleEndian((long) values.length * Long.BYTES);
    data.asLongBuffer().put(values);
    return add(name, ElementType.INT64, data, shape);
  }

  /** Adds a UINT8 tensor; the array is not copied. */
  public TensorFileWriter addBytes(String name, byte[] values, long... shape) {
    return add(name, ElementType.UINT8, ByteBuffer.wrap(values), shape);
  }

  /** Writes the file, replacing one that exists. */
  public void write(Path file) throws IOException {
    List<Tensor> inOrder = new ArrayList<>(tensors);
    inOrder.sort(Comparator.comparingInt((Tensor tensor) -> tensor.type().bytes()).reversed());
    ByteBuffer header = header(inOrder);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(channel, header);
      for (Tensor tensor : inOrder) {
        writeAll(channel, tensor.data().duplicate());
      }
    }
  }

  private ByteBuffer header(List<Tensor> inOrder) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(TensorHeader.METADATA_KEY).beginObject();
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
      }
      long position = 0;
      for (Tensor tensor : inOrder) {
        json.name(tensor.name()).beginObject();
        json.name("dtype").value(tensor.type().formatName());
        json.name("shape").beginArray();
        for (long axis : tensor.shape()) {
          json.value(axis);
        }
        json.endArray();
        long end = position + tensor.data().remaining();
        json.name("data_offsets").beginArray().value(position).value(end).endArray();
        json.endObject();
        position = end;
      }
      json.endObject();
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = littleEndian((long) Long.BYTES + padded);
    header.putLong(padded).put(bytes);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static ByteBuffer littleEndian(long bytes) {
    return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
