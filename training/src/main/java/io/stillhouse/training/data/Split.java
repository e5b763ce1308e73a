package io.stillhouse.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One split of a prepared dataset: rows 0 .. size-1 over its mapped shards. Safe for use by several
 * threads.
 */
public final class Split {
  private final String name;
  private final DatasetInfo dataset;
  private final SplitInfo info;
  private final List<Shard> shards;

  /** First row of each shard. */
  private final int[] starts;

  private Split(
      String name, DatasetInfo dataset, SplitInfo info, List<Shard> shards, int[] starts) {
    this.name = name;
    this.dataset = dataset;
    this.info = info;
    this.shards = shards;
    this.starts = starts;
  }

  static Split open(Path directory, String name, DatasetInfo dataset, SplitInfo info)
      throws IOException {
    List<Shard> shards = new ArrayList<>();
    int[] starts = new int[info.shards().size()];
    int row = 0;
    for (ShardInfo shard : info.shards()) {
      starts[shards.size()] = row;
      shards.add(Shard.open(directory, shard, dataset));
      row += shard.count();
    }
    return new Split(name, dataset, info, shards, starts);
  }

  public String name() {
    return name;
  }

  /** The dataset that this is a split of. */
  public DatasetInfo dataset() {
    return dataset;
  }

  /** Its shards and class counts. */
  public SplitInfo info() {
    return info;
  }

  /** Number of images. */
  public int size() {
    return info.count();
  }

  /** Row at which a shard begins, so that soft labels of a shard find their images. */
  public int firstRow(int shard) {
    return starts[shard];
  }

  /** Copies the uint8 [H, W, C] pixels of an image. */
  public void copyImage(int row, byte[] target, int offset) {
    int shard = shard(row);
    shards.get(shard).copyImage(row - starts[shard], target, offset, dataset.imageBytes());
  }

  /** The image's number, unique in the dataset. */
  public long id(int row) {
    int shard = shard(row);
    return shards.get(shard).id(row - starts[shard]);
  }

  /**
   * The class of an image.
   *
   * @throws IllegalStateException for multi-label data
   */
  public int label(int row) {
    int shard = shard(row);
    return shards.get(shard).label(row - starts[shard]);
  }

  /**
   * Classes of the images {@code rows[from .. to-1]}: int64 [to - from].
   *
   * @throws IllegalStateException for multi-label data
   */
  public long[] labels(int[] rows, int from, int to) {
    return Arrays.stream(rows, from, to).mapToLong(this::label).toArray();
  }

  /**
   * Label vectors of the images {@code rows[from .. to-1]}, 0 or 1: row-major [to - from, classes].
   *
   * @throws IllegalStateException for multi-class data
   */
  public float[] labelVectors(int[] rows, int from, int to) {
    int classes = dataset.classes().size();
    float[] vectors = new float[(to - from) * classes];
    for (int i = from; i < to; i++) {
      int shard = shard(rows[i]);
      shards
          .get(shard)
          .labelVector(rows[i] - starts[shard], vectors, (i - from) * classes, classes);
    }
    return vectors;
  }

  /** True when every image has a group (a patient). */
  public boolean grouped() {
    return !shards.isEmpty() && shards.stream().allMatch(Shard::grouped);
  }

  /**
   * The group (patient) of an image.
   *
   * @throws IllegalStateException when the data has no groups
   */
  public long group(int row) {
    int shard = shard(row);
    return shards.get(shard).group(row - starts[shard]);
  }

  /** Rows 0 .. size-1 in stored order, as evaluation reads them. */
  public int[] rows() {
    int[] rows = new int[size()];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private int shard(int row) {
    if (row < 0 || row >= info.count()) {
      throw new IndexOutOfBoundsException(
          "row %d of split '%s' with %d images".formatted(row, name, info.count()));
    }
    int found = Arrays.binarySearch(starts, row);
    return found >= 0 ? found : -found - 2;
  }
}
