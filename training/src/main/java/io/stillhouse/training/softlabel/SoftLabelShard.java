package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.View;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** One mapped shard of soft labels. */
final class SoftLabelShard {
  private final HalfPrecision halves;
  private final int rows;
  private final int views;
  private final int classes;
  private final int topK;
  private final LongBuffer ids;
  private final ByteBuffer viewTriples;
  private final ShortBuffer logits;
  private final ShortBuffer indices;
  private final FloatBuffer logSumExp;

  private SoftLabelShard(
      TensorFileReader reader,
      ShardInfo shard,
      SoftLabelsInfo info,
      int views,
      HalfPrecision halves)
      throws IOException {
    this.halves = halves;
    this.views = views;
    rows = shard.count();
    classes = info.classes();
    topK = info.topK();
    ids = reader.bytes("ids", ElementType.INT64, rows).asLongBuffer();
    viewTriples = reader.bytes("views", ElementType.INT8, rows, views, 3);
    int kept = topK == 0 ? classes : topK;
    logits = reader.bytes("logits", ElementType.FLOAT16, rows, views, kept).asShortBuffer();
    if (topK == 0) {
      ByteBuffer none = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
      indices = none.asShortBuffer();
      logSumExp = none.asFloatBuffer();
    } else {
      indices = reader.bytes("indices", ElementType.INT16, rows, views, topK).asShortBuffer();
      logSumExp = reader.bytes("logsumexp", ElementType.FLOAT32, rows, views).asFloatBuffer();
      checkIndices(reader.file());
    }
  }

  static SoftLabelShard open(
      Path directory, ShardInfo shard, SoftLabelsInfo info, int views, HalfPrecision halves)
      throws IOException {
    TensorFileReader reader = TensorFileReader.open(directory.resolve(shard.file()));
    return new SoftLabelShard(reader, shard, info, views, halves);
  }

  int rows() {
    return rows;
  }

  long id(int row) {
    return ids.get(row);
  }

  View view(int row, int view) {
    int at = (row * views + view) * 3;
    return new View(viewTriples.get(at), viewTriples.get(at + 1), viewTriples.get(at + 2) != 0);
  }

  void copyLogits(int row, int view, float[] target, int offset) {
    int position = row * views + view;
    if (topK == 0) {
      for (int c = 0; c < classes; c++) {
        target[offset + c] = halves.decode(logits.get(position * classes + c));
      }
      return;
    }
    float[] kept = new float[topK];
    for (int k = 0; k < topK; k++) {
      kept[k] = halves.decode(logits.get(position * topK + k));
    }
    if (topK < classes) {
      float tail = LargestLogits.tail(kept, logSumExp.get(position), classes - topK);
      Arrays.fill(target, offset, offset + classes, tail);
    }
    for (int k = 0; k < topK; k++) {
      target[offset + indices.get(position * topK + k)] = kept[k];
    }
  }

  private void checkIndices(Path file) {
    for (int i = 0; i < indices.limit(); i++) {
      if (indices.get(i) < 0 || indices.get(i) >= classes) {
        throw new SoftLabelsException(
            "%s: a stored class is %d but there are %d classes"
                .formatted(file, indices.get(i), classes));
      }
    }
  }
}
