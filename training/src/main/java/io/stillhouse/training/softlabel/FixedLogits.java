package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.View;
import io.stillhouse.training.data.ViewSampler;

/**
 * Soft labels of a teacher that answered once for each image: the same logits for every view that
 * the student will see of it. Beyer et al. (Knowledge distillation: A good teacher is patient and
 * consistent, 2022) call this a fixed teacher; with more than the plain view it takes for granted
 * that a crop or mirror image would have been answered alike.
 */
public final class FixedLogits {
  private final Split split;
  private final ViewSampler sampler;
  private final int views;
  private final OfImage logits;

  /** Where the logits come from. */
  @FunctionalInterface
  public interface OfImage {
    /**
     * The logits of an image, one a class; not changed.
     *
     * @param id the image's number in the dataset
     */
    float[] of(long id);
  }

  /**
   * @param sampler the views of the train split; other splits get one plain view
   * @param views views of each training image, 1 or more
   */
  public FixedLogits(Split split, ViewSampler sampler, int views, OfImage logits) {
    boolean train = split.name().equals(DatasetInfo.TRAIN);
    this.split = split;
    this.sampler = train ? sampler : new ViewSampler(sampler.seed(), Augmentation.NONE);
    this.views = train ? views : 1;
    this.logits = logits;
  }

  /**
   * Soft labels of a whole shard.
   *
   * @param shard number of the shard in its split, from 0
   * @throws SoftLabelsException when a logit is not finite or too large for float16
   */
  public SoftLabelRows rows(int shard) {
    int count = split.info().shards().get(shard).count();
    int classes = split.dataset().classes().size();
    SoftLabelRows.Encoder encoder = new SoftLabelRows.Encoder(0, count, views, classes, 0);
    for (int row = 0; row < count; row++) {
      long id = split.id(split.firstRow(shard) + row);
      encoder.id(id);
      for (int number = 0; number < views; number++) {
        View seen = sampler.view(id, number);
        encoder.view(seen, logits.of(id));
      }
    }
    return encoder.encoded();
  }
}
