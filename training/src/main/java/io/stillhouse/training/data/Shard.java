package io.stillhouse.training.data;

import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One mapped shard of a split. */
final class Shard {
  private final ByteBuffer images;
  private final LongBuffer ids;
  private final @Nullable LongBuffer classLabels;
  private final @Nullable ByteBuffer labelVectors;
  private final @Nullable LongBuffer groups;

  private Shard(
      ByteBuffer images,
      LongBuffer ids,
      @Nullable LongBuffer classLabels,
      @Nullable ByteBuffer labelVectors,
      @Nullable LongBuffer groups) {
    this.images = images;
    this.ids = ids;
    this.classLabels = classLabels;
    this.labelVectors = labelVectors;
    this.groups = groups;
  }

  static Shard open(Path directory, ShardInfo shard, DatasetInfo info) throws IOException {
    TensorFileReader reader = TensorFileReader.open(directory.resolve(shard.file()));
    int rows = shard.count();
    int classes = info.classes().size();
    ByteBuffer images =
        reader.bytes(
            "images", ElementType.UINT8, rows, info.height(), info.width(), info.channels());
    LongBuffer ids = reader.bytes("ids", ElementType.INT64, rows).asLongBuffer();
    LongBuffer groups =
        reader.contains("groups")
            ? reader.bytes("groups", ElementType.INT64, rows).asLongBuffer()
            : null;
    if (info.task() == Task.MULTILABEL) {
      ByteBuffer vectors = reader.bytes("labels", ElementType.UINT8, rows, classes);
      return new Shard(images, ids, null, vectors, groups);
    }
    LongBuffer labels = reader.bytes("labels", ElementType.INT64, rows).asLongBuffer();
    for (int row = 0; row < rows; row++) {
      if (labels.get(row) < 0 || labels.get(row) >= classes) {
        throw new IOException(
            "%s: row %d has label %d but there are %d classes"
                .formatted(reader.file(), row, labels.get(row), classes));
      }
    }
    return new Shard(images, ids, labels, null, groups);
  }

  void copyImage(int row, byte[] target, int offset, int bytes) {
    images.get(row * bytes, target, offset, bytes);
  }

  long id(int row) {
    return ids.get(row);
  }

  int label(int row) {
    if (classLabels == null) {
      throw new IllegalStateException("multi-label data has label vectors, not a class");
    }
    return (int) classLabels.get(row);
  }

  void labelVector(int row, float[] target, int offset, int classes) {
    if (labelVectors == null) {
      throw new IllegalStateException("multi-class data has a class, not label vectors");
    }
    for (int c = 0; c < classes; c++) {
      target[offset + c] = labelVectors.get(row * classes + c) != 0 ? 1 : 0;
    }
  }

  boolean grouped() {
    return groups != null;
  }

  long group(int row) {
    if (groups == null) {
      throw new IllegalStateException("this dataset has no groups");
    }
    return groups.get(row);
  }
}
