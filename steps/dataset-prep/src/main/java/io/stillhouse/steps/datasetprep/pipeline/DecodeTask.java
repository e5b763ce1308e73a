package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.steps.datasetprep.format.Item;
import java.util.List;
import java.util.Locale;

/**
 * One shard to decode.
 *
 * @param split train, validation or test
 * @param number its place in the split, from 0
 * @param items its rows, in order
 */
public record DecodeTask(String split, int number, List<Item> items) implements ShardTask {
  /** The shard's name without an ending. */
  @Override
  public String name() {
    return String.format(Locale.ROOT, "%s-%05d", split, number);
  }
}
