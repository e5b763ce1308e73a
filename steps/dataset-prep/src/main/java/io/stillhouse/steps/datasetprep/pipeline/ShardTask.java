package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.steps.datasetprep.format.Item;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * One shard to decode: what the pipeline's elements are.
 *
 * @param split train, validation or test
 * @param number its place in the split, from 0
 * @param items its rows, in order
 */
public record ShardTask(String split, int number, List<Item> items) implements Serializable {
  /** The shard's name without an ending. */
  String name() {
    return String.format(Locale.ROOT, "%s-%05d", split, number);
  }
}
