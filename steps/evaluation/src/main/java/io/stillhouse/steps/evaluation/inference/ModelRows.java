package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.training.data.RowRange;
import java.io.Serializable;

/**
 * The unit of work: one model on consecutive rows of the split.
 *
 * @param model number of the model in its request, from 0
 * @param rows the rows
 */
record ModelRows(int model, RowRange rows) implements Serializable {
  /** Name of the file that the logits are kept in. */
  String file() {
    return "model-" + model + "-row-" + rows.first() + ".safetensors";
  }
}
