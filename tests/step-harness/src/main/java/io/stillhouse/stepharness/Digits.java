package io.stillhouse.stepharness;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.SplitInfo;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The first of the shipped handwritten digits at half their size, as a Dataset artifact. */
public final class Digits {
  private static final int SOURCE_SIDE = 28;
  private static final int SIDE = SOURCE_SIDE / 2;
  private static final int CLASSES = 10;
  private static final int ROWS_OF_A_SHARD = 200;

  private final byte[] pixels;
  private final byte[] labels;

  private Digits(byte[] pixels, byte[] labels) {
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Reads them.
   *
   * @param directory of the repository's {@code pipeline-defs/data/mnist10k}
   */
  public static Digits read(Path directory) throws IOException {
    return new Digits(
        halved(content(directory.resolve("train-images-idx3-ubyte.gz"), 16)),
        content(directory.resolve("train-labels-idx1-ubyte.gz"), 8));
  }

  /** Writes digits with one label each: first those to train on, then those to validate on. */
  public void write(Path directory, int train, int validation) throws IOException {
    write(directory, Task.MULTICLASS, train, validation);
  }

  /**
   * Writes the same digits with three labels, any of which a digit can have: even, above four, with
   * a closed loop.
   */
  public void writeMultiLabel(Path directory, int train, int validation) throws IOException {
    write(directory, Task.MULTILABEL, train, validation);
  }

  private void write(Path directory, Task task, int train, int validation) throws IOException {
    Files.createDirectories(directory);
    Map<String, SplitInfo> splits = new LinkedHashMap<>();
    splits.put(DatasetInfo.TRAIN, split(directory, task, DatasetInfo.TRAIN, 0, train));
    if (validation > 0) {
      splits.put(
          DatasetInfo.VALIDATION,
          split(directory, task, DatasetInfo.VALIDATION, train, validation));
    }
    List<String> classes =
        task == Task.MULTICLASS
            ? IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList()
            : List.of("even", "above four", "loop");
    DatasetJson.write(
        new DatasetInfo(
            "digits", task, classes, SIDE, SIDE, 1, splits, List.of(0.1307), List.of(0.3081)),
        directory);
  }

  private SplitInfo split(Path directory, Task task, String name, int first, int count)
      throws IOException {
    List<ShardInfo> shards = new ArrayList<>();
    int classes = task == Task.MULTICLASS ? CLASSES : 3;
    int[] counts = new int[classes];
    for (int from = 0; from < count; from += ROWS_OF_A_SHARD) {
      int rows = Math.min(ROWS_OF_A_SHARD, count - from);
      String file = "%s-%05d.safetensors".formatted(name, shards.size());
      writeShard(directory.resolve(file), task, first + from, rows, counts);
      shards.add(new ShardInfo(file, rows));
    }
    return new SplitInfo(count, Arrays.stream(counts).boxed().toList(), shards);
  }

  private void writeShard(Path file, Task task, int first, int rows, int[] counts)
      throws IOException {
    int imageBytes = SIDE * SIDE;
    TensorFileWriter writer =
        new TensorFileWriter()
            .add(
                "images",
                ElementType.UINT8,
                ByteBuffer.wrap(pixels, first * imageBytes, rows * imageBytes),
                rows,
                SIDE,
                SIDE,
                1)
            .addLongs("ids", IntStream.range(first, first + rows).asLongStream().toArray(), rows);
    if (task == Task.MULTICLASS) {
      long[] classes = new long[rows];
      for (int row = 0; row < rows; row++) {
        classes[row] = labels[first + row];
        counts[labels[first + row]]++;
      }
      writer.addLongs("labels", classes, rows);
    } else {
      byte[] vectors = new byte[rows * counts.length];
      for (int row = 0; row < rows; row++) {
        int digit = labels[first + row];
        boolean[] has = {digit % 2 == 0, digit > 4, List.of(0, 6, 8, 9).contains(digit)};
        for (int label = 0; label < has.length; label++) {
          vectors[row * has.length + label] = (byte) (has[label] ? 1 : 0);
          counts[label] += has[label] ? 1 : 0;
        }
      }
      writer.addBytes("labels", vectors, rows, counts.length);
    }
    writer.write(file);
  }

  /** Every pixel the mean of four, which makes tests four times as fast. */
  private static byte[] halved(byte[] source) {
    byte[] halved = new byte[source.length / 4];
    for (int i = 0; i < halved.length; i++) {
      int row = i / SIDE;
      int corner = row * 2 * SOURCE_SIDE + i % SIDE * 2;
      int sum = 0;
      for (int at :
          new int[] {corner, corner + 1, corner + SOURCE_SIDE, corner + SOURCE_SIDE + 1}) {
        sum += source[at] & 0xFF;
      }
      halved[i] = (byte) (sum / 4);
    }
    return halved;
  }

  private static byte[] content(Path file, int headerBytes) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      in.skipNBytes(headerBytes);
      return in.readAllBytes();
    }
  }
}
