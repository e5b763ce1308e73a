package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.stepbeam.work.ShardOutput;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.steps.datasetprep.image.Pixels;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The rows of one shard in memory, until it is written. */
final class ShardBuilder {
  private static final int LEVELS = 256;

  private final ShardForm form;
  private final DecodeTask task;
  private final int imageBytes;
  private final byte[] images;
  private final BitSet present = new BitSet();
  private final List<Defect> defects = new ArrayList<>();

  ShardBuilder(ShardForm form, DecodeTask task) {
    this.form = form;
    this.task = task;
    imageBytes = form.image().bytes();
    images = new byte[Math.multiplyExact(task.items().size(), imageBytes)];
  }

  void set(int row, Pixels pixels) {
    System.arraycopy(pixels.data(), 0, images, row * imageBytes, imageBytes);
    present.set(row);
  }

  void leaveOut(int row, String reason) {
    defects.add(new Defect(task.items().get(row).file(), 0, reason));
  }

  /** Writes the rows to a file of an artifact, unless there are none. */
  ShardResult write(String artifact, ShardOutput output) throws IOException {
    List<Item> rows = closeGaps();
    String file = task.name() + ".safetensors";
    int[] classCounts = new int[form.classes()];
    if (rows.isEmpty()) {
      return new ShardResult(
          task.split(), task.number(), file, 0, classCounts, histogram(0), defects);
    }
    int count = rows.size();
    long[] ids = rows.stream().mapToLong(Item::id).toArray();
    TensorFileWriter writer =
        new TensorFileWriter()
            .add(
                "images",
                ElementType.UINT8,
                ByteBuffer.wrap(images, 0, count * imageBytes),
                count,
                form.image().height(),
                form.image().width(),
                form.image().channels())
            .addLongs("ids", ids, count);
    if (form.task() == Task.MULTICLASS) {
      long[] labels = rows.stream().mapToLong(Item::label).toArray();
      for (long label : labels) {
        classCounts[(int) label]++;
      }
      writer.addLongs("labels", labels, count);
    } else {
      writer.addBytes("labels", labelVectors(rows, classCounts), count, form.classes());
    }
    if (form.grouped()) {
      writer.addLongs("groups", rows.stream().mapToLong(Item::group).toArray(), count);
    }
    output.write(artifact, file, writer::write);
    return new ShardResult(
        task.split(), task.number(), file, count, classCounts, histogram(count), defects);
  }

  /** Moves rows up over those that were left out. */
  private List<Item> closeGaps() {
    List<Item> rows = new ArrayList<>(present.cardinality());
    for (int row = present.nextSetBit(0); row >= 0; row = present.nextSetBit(row + 1)) {
      if (row != rows.size()) {
        System.arraycopy(images, row * imageBytes, images, rows.size() * imageBytes, imageBytes);
      }
      rows.add(task.items().get(row));
    }
    return rows;
  }

  private byte[] labelVectors(List<Item> rows, int[] classCounts) {
    byte[] vectors = new byte[rows.size() * form.classes()];
    for (int row = 0; row < rows.size(); row++) {
      for (int c = 0; c < form.classes(); c++) {
        if ((rows.get(row).label() >>> c & 1) != 0) {
          vectors[row * form.classes() + c] = 1;
          classCounts[c]++;
        }
      }
    }
    return vectors;
  }

  private long[][] histogram(int count) {
    int channels = form.image().channels();
    long[][] histogram = new long[channels][LEVELS];
    for (int c = 0; c < channels; c++) {
      long[] levels = histogram[c];
      for (int i = c; i < count * imageBytes; i += channels) {
        levels[images[i] & 0xFF]++;
      }
    }
    return histogram;
  }
}
