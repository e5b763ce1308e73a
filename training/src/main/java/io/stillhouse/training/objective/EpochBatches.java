package io.stillhouse.training.objective;

import io.stillhouse.training.data.EpochOrder;
import io.stillhouse.training.data.Split;

/**
 * How an epoch is cut into batches. Their sizes differ by one image at most, so that no batch is
 * too small for batch statistics. A pure function of seed and epoch; not safe for several threads.
 */
public final class EpochBatches {
  private final EpochOrder order;
  private final int batches;
  private int epochOfRows = -1;
  private int[] rows = {};

  /**
   * @param batchSize the most images in a batch, 1 or more
   */
  public EpochBatches(Split split, int batchSize, long seed) {
    order = new EpochOrder(seed, split.size());
    batches = (split.size() + batchSize - 1) / batchSize;
  }

  /** Batches of one epoch. */
  public int count() {
    return batches;
  }

  /** The images of a batch as rows of the split. */
  public int[] rows(int epoch, int index) {
    if (epoch != epochOfRows) {
      rows = order.rows(epoch);
      epochOfRows = epoch;
    }
    int from = start(index);
    int[] batch = new int[start(index + 1) - from];
    System.arraycopy(rows, from, batch, 0, batch.length);
    return batch;
  }

  private int start(int index) {
    return (int) ((long) index * order.size() / batches);
  }
}
