package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A SoftLabels artifact, its shards mapped into memory. Rows are those of the dataset's split. Safe
 * for use by several threads.
 */
public final class SoftLabels {
  private final SoftLabelsInfo info;
  private final Map<String, Rows> splits;

  private SoftLabels(SoftLabelsInfo info, Map<String, Rows> splits) {
    this.info = info;
    this.splits = splits;
  }

  /**
   * Opens the artifact in a folder.
   *
   * @throws SoftLabelsException when the description says something impossible
   * @throws IOException when a file is missing or not sound
   */
  public static SoftLabels open(Path directory) throws IOException {
    SoftLabelsInfo info = SoftLabelsInfo.read(directory);
    HalfPrecision halves = new HalfPrecision();
    Map<String, Rows> splits = new LinkedHashMap<>();
    for (Map.Entry<String, List<ShardInfo>> split : info.splits().entrySet()) {
      int views = split.getKey().equals(DatasetInfo.TRAIN) ? info.views() : 1;
      List<SoftLabelShard> shards = new ArrayList<>();
      for (ShardInfo shard : split.getValue()) {
        shards.add(SoftLabelShard.open(directory, shard, info, views, halves));
      }
      splits.put(split.getKey(), new Rows(split.getKey(), views, shards));
    }
    return new SoftLabels(info, splits);
  }

  public SoftLabelsInfo info() {
    return info;
  }

  /**
   * The soft labels of a split.
   *
   * @throws SoftLabelsException when there are none
   */
  public Rows split(String name) {
    Rows rows = splits.get(name);
    if (rows == null) {
      throw new SoftLabelsException(
          "The soft labels of teacher '%s' have no split '%s'; they have %s"
              .formatted(info.teacher(), name, splits.keySet()));
    }
    return rows;
  }

  /** The soft labels of one split, row by row. */
  public static final class Rows {
    private final String split;
    private final int views;
    private final List<SoftLabelShard> shards;
    private final int[] starts;
    private final int size;

    private Rows(String split, int views, List<SoftLabelShard> shards) {
      this.split = split;
      this.views = views;
      this.shards = List.copyOf(shards);
      starts = new int[shards.size()];
      int row = 0;
      for (int i = 0; i < starts.length; i++) {
        starts[i] = row;
        row += shards.get(i).rows();
      }
      size = row;
    }

    /** Number of images. */
    public int size() {
      return size;
    }

    /** Views of each image. */
    public int views() {
      return views;
    }

    /** The image's number in the dataset. */
    public long id(int row) {
      int shard = shard(row);
      return shards.get(shard).id(row - starts[shard]);
    }

    /** What the teacher saw. */
    public View view(int row, int view) {
      int shard = shard(row);
      return shards.get(shard).view(row - starts[shard], view);
    }

    /**
     * Copies the teacher's logits for a view. Classes outside a stored top k share the probability
     * that the stored ones leave evenly.
     */
    public void copyLogits(int row, int view, float[] target, int offset) {
      int shard = shard(row);
      shards.get(shard).copyLogits(row - starts[shard], view, target, offset);
    }

    private int shard(int row) {
      if (row < 0 || row >= size) {
        throw new IndexOutOfBoundsException(
            "row %d of the soft labels of split '%s' with %d rows".formatted(row, split, size));
      }
      int found = Arrays.binarySearch(starts, row);
      return found >= 0 ? found : -found - 2;
    }
  }
}
