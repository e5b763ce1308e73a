package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.stepbeam.work.ShardOutput;
import io.stillhouse.stepbeam.work.ShardWorker;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.inference.BranchInference;
import io.stillhouse.training.inference.FoldedNetworks;
import io.stillhouse.training.inference.InferenceThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs models on ranges of rows; a range that is run twice gives the same logits. */
final class InferenceWorker implements ShardWorker<ModelRows, BranchLogits> {
  private final List<Path> models;
  private final BranchInference inference;
  private final FoldedNetworks networks;

  /**
   * To be called on an inference thread.
   *
   * @param models folders of the models
   */
  InferenceWorker(Split split, List<Path> models, int batchSize) {
    this.models = models;
    inference = new BranchInference(split, batchSize);
    networks = FoldedNetworks.open();
  }

  @Override
  public BranchLogits process(ModelRows range, ShardOutput output) throws IOException {
    try (InferenceThread ignored = InferenceThread.enter()) {
      return new BranchLogits(
          inference.logits(
              networks.of(models.get(range.model())),
              range.rows(),
              networks.manager(),
              output::done));
    }
  }

  @Override
  public void close() {
    networks.close();
  }
}
