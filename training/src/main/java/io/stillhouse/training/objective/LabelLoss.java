package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Split;
import java.util.List;

/** How a network's outputs are held against labels; depends on what the labels say. */
public interface LabelLoss {
  /** The labels of images, as {@link #loss} takes them; owned by the manager. */
  NDArray labels(NDManager manager, Split split, int[] rows);

  /**
   * The loss of one branch, a scalar.
   *
   * @param logits [B, classes]
   */
  NDArray loss(NDArray logits, NDArray labels);

  /**
   * The loss of the branches' joint prediction, the mean of their probabilities; a scalar.
   *
   * @param branchLogits [B, classes] of each branch, two or more
   */
  NDArray ensembleLoss(List<NDArray> branchLogits, NDArray labels);
}
