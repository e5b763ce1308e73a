package io.stillhouse.steps.evaluation.inference;

import java.io.Serializable;
import java.util.List;

/**
 * The logits of a range of rows.
 *
 * @param branches for each branch, row-major [rows, classes]
 */
record BranchLogits(List<float[]> branches) implements Serializable {
  BranchLogits {
    branches = List.copyOf(branches);
  }
}
