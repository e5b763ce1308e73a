package io.stillhouse.training.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's logits for every image of a split, as they are (no augmentation), in stored order.
 *
 * @param branches row-major float32 [N, classes] for each branch
 * @param ensemble of the branches, row-major [N, classes]: see {@link EnsembleLogits}
 */
public record SplitLogits(List<float[]> branches, float[] ensemble) {
  public SplitLogits {
    branches = List.copyOf(branches);
  }

  /**
   * Computes them; the caller has switched gradient recording off.
   *
   * @param batchSize images in one forward pass, 1 or more
   */
  public static SplitLogits of(Network network, Split split, int batchSize, NDManager parent) {
    int classes = split.dataset().classes().size();
    List<float[]> branches = new ArrayList<>();
    for (int b = 0; b < network.branchCount(); b++) {
      branches.add(new float[Math.multiplyExact(split.size(), classes)]);
    }
    ImageBatches batches = new ImageBatches(split, Augmentation.NONE, batchSize);
    int[] rows = split.rows();
    for (int from = 0; from < rows.length; from += batchSize) {
      int to = Math.min(rows.length, from + batchSize);
      try (NDManager manager = parent.newSubManager()) {
        List<NDArray> logits =
            network.branchLogits(batches.plain(manager, rows, from, to), Mode.EVAL);
        for (int b = 0; b < logits.size(); b++) {
          float[] values = logits.get(b).toFloatArray();
          System.arraycopy(values, 0, branches.get(b), from * classes, values.length);
        }
      }
    }
    return new SplitLogits(branches, EnsembleLogits.of(branches, classes, split.dataset().task()));
  }
}
