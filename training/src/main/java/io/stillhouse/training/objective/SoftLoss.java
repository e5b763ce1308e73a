package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** How a network's outputs are held against softened targets; depends on what labels say. */
public interface SoftLoss {
  /**
   * The softened targets of one or more teachers, averaged; no gradient.
   *
   * @param teacherLogits [B, classes] of each teacher
   * @param weights of the teachers in the same order, each 0 or more, summing to 1
   * @return [B, classes], for this loss alone to read
   */
  NDArray targets(List<NDArray> teacherLogits, List<Double> weights);

  /**
   * T squared times the divergence of one branch from targets, a scalar.
   *
   * @param logits [B, classes]
   * @param targets what {@link #targets} gave
   * @param labels what {@link LabelLoss#labels} gave
   */
  NDArray loss(NDArray logits, NDArray targets, NDArray labels);

  /**
   * The same of the branches' joint prediction.
   *
   * @param branchLogits [B, classes] of each branch, two or more
   */
  NDArray ensembleLoss(List<NDArray> branchLogits, NDArray targets, NDArray labels);
}
