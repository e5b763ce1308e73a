package io.stillhouse.benchmarks.sidebyside;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.EpochOrder;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.inference.ImageBatches;

/** Batches from the mapped shards to the engine, on one thread; a unit is a batch. */
final class AugmentedBatches {
  private static final int BATCH = 128;

  private final Turns turns;
  private final Split split;

  AugmentedBatches(Turns turns, ImageDataset dataset) {
    this.turns = turns;
    split = dataset.split(DatasetInfo.TRAIN);
  }

  /** Makes batches until nothing more is asked for. */
  void run() {
    TorchEngine.start(1);
    Augmentation augmentation = new Augmentation(4, true);
    ImageBatches batches = new ImageBatches(split, augmentation, BATCH);
    ViewSampler views = new ViewSampler(1, augmentation);
    try (NDManager manager = NDManager.newBaseManager()) {
      turns.ready("{\"images\": %d}".formatted(BATCH));
      for (int epoch = 0; !turns.over(); epoch++) {
        int[] order = new EpochOrder(1, split.size()).rows(epoch);
        for (int from = 0; from + BATCH <= order.length && !turns.over(); from += BATCH) {
          try (NDManager step = manager.newSubManager()) {
            batches.augmented(step, order, from, from + BATCH, views.number(epoch));
          }
          turns.done();
        }
      }
    }
  }
}
