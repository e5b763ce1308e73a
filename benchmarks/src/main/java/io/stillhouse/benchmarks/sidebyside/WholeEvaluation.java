package io.stillhouse.benchmarks.sidebyside;

import io.stillhouse.steps.evaluation.measurement.EvaluatedModel;
import io.stillhouse.steps.evaluation.measurement.Measurement;
import io.stillhouse.steps.evaluation.measurement.SingleLabelYardstick;
import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.ResamplingUnits;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.inference.BranchInference;
import io.stillhouse.training.inference.FoldedNetworks;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.v1.ModelRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One model on the whole train split, and every figure of the report that one model has alone. A
 * unit is all of it.
 */
final class WholeEvaluation {
  private static final int BATCH = 128;

  private final Turns turns;
  private final Split split;
  private final Path model;

  WholeEvaluation(Turns turns, ImageDataset dataset, Path model) {
    this.turns = turns;
    split = dataset.split(DatasetInfo.TRAIN);
    this.model = model;
  }

  /** Evaluates until nothing more is asked for. */
  void run(int threads) {
    int[] labels = Arrays.stream(split.rows()).map(split::label).toArray();
    Measurement measurement =
        new Measurement(
            new SingleLabelYardstick(labels),
            new PairedBootstrap(ResamplingUnits.images(split.size()), 1, 1));
    List<RowRange> parts = RowRange.cut(split.size(), (split.size() + threads - 1) / threads);
    try (InferenceThreads<Worker> workers = new InferenceThreads<>(threads, this::worker)) {
      turns.ready("{\"images\": %d}".formatted(split.size()));
      while (!turns.over()) {
        float[] logits =
            joined(workers.together((worker, number) -> worker.logits(parts.get(number))));
        measurement.figures(
            new EvaluatedModel(
                "student",
                ModelRole.STUDENT,
                new EvaluatedModel.Cost("", 0, 0, 0, Optional.empty()),
                new Logits(logits, split.dataset().classes().size()),
                OptionalDouble.empty()));
        turns.done();
      }
    }
  }

  private Worker worker() throws IOException {
    return new Worker(FoldedNetworks.open(), new BranchInference(split, BATCH), model);
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Belongs to one thread. */
  private record Worker(FoldedNetworks networks, BranchInference inference, Path model) {
    float[] logits(RowRange rows) throws IOException {
      return inference.logits(networks.of(model), rows, networks.manager(), images -> {}).get(0);
    }
  }
}
