package io.stillhouse.training.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.network.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs networks on a split's images as they are (no augmentation), batch after batch. Not safe for
 * use by two threads; the caller has switched gradient recording off.
 */
public final class BranchInference {
  private final int[] rows;
  private final int classes;
  private final int batchSize;
  private final ImageBatches batches;

  /**
   * @param batchSize images in one forward pass, 1 or more
   */
  public BranchInference(Split split, int batchSize) {
    rows = split.rows();
    classes = split.dataset().classes().size();
    this.batchSize = batchSize;
    batches = new ImageBatches(split, Augmentation.NONE, batchSize);
  }

  /**
   * Computes the logits of each branch: row-major float32 [rows of the range, classes]. Batches are
   * counted from the first row of the range.
   *
   * @param parent of a manager for each batch
   * @param imagesDone told after each batch how many images it had
   */
  public List<float[]> logits(
      Scorer network, RowRange range, NDManager parent, IntConsumer imagesDone) {
    List<float[]> branches = new ArrayList<>();
    for (int b = 0; b < network.branchCount(); b++) {
      branches.add(new float[Math.multiplyExact(range.count(), classes)]);
    }
    for (int from = range.first(); from < range.end(); from += batchSize) {
      int to = Math.min(range.end(), from + batchSize);
      try (NDManager manager = parent.newSubManager()) {
        List<NDArray> logits = network.scores(batches.plain(manager, rows, from, to));
        for (int b = 0; b < logits.size(); b++) {
          float[] values = logits.get(b).toFloatArray();
          int offset = (from - range.first()) * classes;
          System.arraycopy(values, 0, branches.get(b), offset, values.length);
        }
      }
      imagesDone.accept(to - from);
    }
    return branches;
  }
}
