package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** How a network's outputs are held against softened targets; depends on what labels say. */
public interface SoftLoss {
  /**
   * The softened targets of one or more teachers, averaged with equal weights; no gradient.
   *
   * @param teacherLogits [B, classes] of each teacher
   * @return [B, classes]
   */
  NDArray targets(List<NDArray> teacherLogits);

  /**
   * T squared times the divergence of one branch from targets, a scalar.
   *
   * @param logits [B, classes]
   */
  NDArray loss(NDArray logits, NDArray targets);

  /**
   * The same of the branches' joint prediction.
   *
   * @param branchLogits [B, classes] of each branch, two or more
   */
  NDArray ensembleLoss(List<NDArray> branchLogits, NDArray targets);
}
