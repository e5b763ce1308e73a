package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What gives the logits of images: a network of this package, or a module that was built elsewhere,
 * of which no more is known. Not safe for use by two threads at once.
 */
public interface Scorer extends AutoCloseable {

  /** Number of branches, 1 for a plain classifier. */
  int branchCount();

  /**
   * The logits of each branch in evaluation, [B, classes] each. They belong to the manager of the
   * images.
   *
   * @param images [B,C,H,W] float32, normalised as the dataset says
   */
  List<NDArray> scores(NDArray images);

  /** Frees the arrays. */
  @Override
  void close();
}
