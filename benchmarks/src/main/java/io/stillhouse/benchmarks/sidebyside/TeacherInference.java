package io.stillhouse.benchmarks.sidebyside;

import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.inference.FoldedNetworks;
import io.stillhouse.training.softlabel.SoftLabelExtractor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Soft labels as the step extracts them: every thread with a network of its own. In a unit each
 * thread labels one batch, augmentation and encoding included.
 */
final class TeacherInference {
  private static final int BATCH = 128;

  private final Turns turns;
  private final ImageDataset dataset;
  private final Path model;

  TeacherInference(Turns turns, ImageDataset dataset, Path model) {
    this.turns = turns;
    this.dataset = dataset;
    this.model = model;
  }

  /** Labels until nothing more is asked for. */
  void run(int threads) {
    try (InferenceThreads<SoftLabelExtractor> workers =
        new InferenceThreads<>(threads, this::extractor)) {
      turns.ready("{\"images\": %d}".formatted(BATCH * threads));
      while (!turns.over()) {
        workers.together((extractor, number) -> extractor.rows(0, 0, BATCH));
        turns.done();
      }
    }
  }

  private SoftLabelExtractor extractor() throws IOException {
    FoldedNetworks networks = FoldedNetworks.open();
    Split split = dataset.split(DatasetInfo.TRAIN);
    return new SoftLabelExtractor(
        networks.of(model),
        networks.manager(),
        split,
        new ViewSampler(1, new Augmentation(4, true)),
        1,
        0,
        BATCH);
  }
}
