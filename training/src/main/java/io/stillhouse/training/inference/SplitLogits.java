package io.stillhouse.training.inference;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.network.Scorer;
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
  public static SplitLogits of(Scorer network, Split split, int batchSize, NDManager parent) {
    List<float[]> branches =
        new BranchInference(split, batchSize)
            .logits(network, new RowRange(0, split.size()), parent, images -> {});
    int classes = split.dataset().classes().size();
    return new SplitLogits(branches, EnsembleLogits.of(branches, classes, split.dataset().task()));
  }
}
