package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.training.data.RowRange;

/**
 * The unit of work: one model on consecutive rows of the split.
 *
 * @param model number of the model in its request, from 0
 * @param rows the rows
 */
record ModelRows(int model, RowRange rows) implements ShardTask {
  @Override
  public String name() {
    return "model-" + model + "-row-" + rows.first();
  }
}
