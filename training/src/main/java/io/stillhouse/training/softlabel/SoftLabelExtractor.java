package io.stillhouse.training.softlabel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.View;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.inference.EnsembleLogits;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.network.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes a teacher's soft labels for rows of one split. What it computes for a row depends on the
 * teacher, the image and the views only, as long as the rows of one call are the same. Not safe for
 * use by two threads; the caller has switched gradient recording off.
 */
public final class SoftLabelExtractor {
  private final Scorer teacher;
  private final NDManager parent;
  private final Split split;
  private final ImageBatches batches;
  private final ViewSampler sampler;
  private final int views;
  private final int topK;

  /**
   * @param teacher the network, folded or not
   * @param sampler the views of the train split; other splits get one plain view
   * @param views views of each training image, 1 or more
   * @param topK logits to store of a view, 0 for all
   * @param rowsAtOnce the most rows in one call of {@link #rows}
   */
  public SoftLabelExtractor(
      Scorer teacher,
      NDManager parent,
      Split split,
      ViewSampler sampler,
      int views,
      int topK,
      int rowsAtOnce) {
    boolean train = split.name().equals(DatasetInfo.TRAIN);
    this.teacher = teacher;
    this.parent = parent;
    this.split = split;
    this.sampler = train ? sampler : new ViewSampler(sampler.seed(), Augmentation.NONE);
    this.views = train ? views : 1;
    this.topK = topK;
    batches = new ImageBatches(split, this.sampler.augmentation(), rowsAtOnce);
  }

  /**
   * Soft labels of the rows {@code first .. first + count - 1} of a shard.
   *
   * @param shard number of the shard in its split, from 0
   */
  public SoftLabelRows rows(int shard, int first, int count) {
    int classes = split.dataset().classes().size();
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> split.firstRow(shard) + first + i);
    List<float[]> byView = new ArrayList<>();
    for (int view = 0; view < views; view++) {
      byView.add(logits(rows, view, classes));
    }
    SoftLabelRows.Encoder encoder = new SoftLabelRows.Encoder(first, count, views, classes, topK);
    for (int i = 0; i < count; i++) {
      long id = split.id(rows[i]);
      encoder.id(id);
      for (int view = 0; view < views; view++) {
        View seen = sampler.view(id, view);
        encoder.view(seen, Arrays.copyOfRange(byView.get(view), i * classes, (i + 1) * classes));
      }
    }
    return encoder.encoded();
  }

  private float[] logits(int[] rows, int view, int classes) {
    try (NDManager manager = parent.newSubManager()) {
      NDArray images = batches.augmented(manager, rows, 0, rows.length, sampler.number(view));
      List<float[]> branches = new ArrayList<>();
      for (NDArray logits : teacher.scores(images)) {
        branches.add(logits.toFloatArray());
      }
      return EnsembleLogits.of(branches, classes, split.dataset().task());
    }
  }
}
