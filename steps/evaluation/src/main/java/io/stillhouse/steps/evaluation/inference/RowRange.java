package io.stillhouse.steps.evaluation.inference;

import java.io.Serializable;

/**
 * The unit of work: one model on consecutive rows of the split.
 *
 * @param model number of the model in its request, from 0
 * @param first the first row
 * @param count how many rows, 1 or more
 */
record RowRange(int model, int first, int count) implements Serializable {
  /** Name of the file that the range's logits are kept in. */
  String file() {
    return "model-" + model + "-row-" + first + ".safetensors";
  }
}
