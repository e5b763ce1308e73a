package io.stillhouse.training.softlabel;

import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Writes one shard of soft labels from the pieces that workers made of it, in any order. */
public final class SoftLabelShardFile {
  private SoftLabelShardFile() {}

  /**
   * Writes the file; the same rows give the same bytes however they are cut into pieces.
   *
   * @param rows the shard's number of rows, all of which the pieces must cover exactly once
   * @param classes number of classes
   */
  public static void write(Path file, int rows, int classes, List<SoftLabelRows> pieces)
      throws IOException {
    List<SoftLabelRows> ordered =
        pieces.stream().sorted(Comparator.comparingInt(SoftLabelRows::firstRow)).toList();
    int next = 0;
    for (SoftLabelRows piece : ordered) {
      if (piece.firstRow() != next) {
        throw new IllegalArgumentException(
            "%s: rows %d to %d are missing or twice there"
                .formatted(file.getFileName(), next, piece.firstRow()));
      }
      next += piece.rows();
    }
    if (next != rows) {
      throw new IllegalArgumentException(
          "%s: %d rows were computed of %d".formatted(file.getFileName(), next, rows));
    }
    int views = ordered.get(0).views();
    int topK = ordered.get(0).topK();
    TensorFileWriter writer = new TensorFileWriter();
    writer.add("ids", ElementType.INT64, joined(ordered, SoftLabelRows::ids), rows);
    writer.add(
        "views", ElementType.INT8, joined(ordered, SoftLabelRows::viewTriples), rows, views, 3);
    int kept = topK == 0 ? classes : topK;
    writer.add(
        "logits", ElementType.FLOAT16, joined(ordered, SoftLabelRows::logits), rows, views, kept);
    if (topK > 0) {
      writer.add(
          "indices", ElementType.INT16, joined(ordered, SoftLabelRows::indices), rows, views, topK);
      writer.add(
          "logsumexp", ElementType.FLOAT32, joined(ordered, SoftLabelRows::logSumExp), rows, views);
    }
    writer.write(file);
  }

  private static ByteBuffer joined(
      List<SoftLabelRows> pieces, Function<SoftLabelRows, ByteBuffer> part) {
    long bytes = pieces.stream().mapToLong(piece -> part.apply(piece).remaining()).sum();
    ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(bytes));
    pieces.forEach(piece -> joined.put(part.apply(piece)));
    return joined.flip();
  }
}
