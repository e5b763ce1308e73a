package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.loop.BatchLoss;
import io.stillhouse.training.loop.Objective;
import io.stillhouse.training.loop.Validation;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import java.util.List;
import java.util.function.Supplier;

/**
 * Learning from labels: the sum of the branches' losses and, with two or more branches, the
 * weighted loss of their joint prediction. Every epoch shows each image in another random view.
 */
public final class LabelObjective implements Objective {
  private final Network network;
  private final Split split;
  private final LabelLoss labelLoss;
  private final double ensembleWeight;
  private final EpochBatches batches;
  private final ImageBatches images;
  private final ViewSampler views;
  private final NetworkValidation validation;

  /**
   * @param ensembleWeight weight of the loss of the joint prediction, 0 or more
   * @param batchSize the most images in a batch, 1 or more
   * @param seed of the order of images and of their views
   */
  public LabelObjective(
      Network network,
      ImageDataset dataset,
      LabelLoss labelLoss,
      double ensembleWeight,
      Augmentation augmentation,
      int batchSize,
      long seed) {
    this.network = network;
    this.split = dataset.split(DatasetInfo.TRAIN);
    this.labelLoss = labelLoss;
    this.ensembleWeight = ensembleWeight;
    batches = new EpochBatches(split, batchSize, seed);
    images = new ImageBatches(split, augmentation, batchSize);
    views = new ViewSampler(seed, augmentation);
    validation = new NetworkValidation(network, dataset);
  }

  @Override
  public int batches() {
    return batches.count();
  }

  @Override
  public Supplier<BatchLoss> batch(int epoch, int index, NDManager manager) {
    int[] rows = batches.rows(epoch, index);
    NDArray pixels = images.augmented(manager, rows, 0, rows.length, views.number(epoch));
    NDArray labels = labelLoss.labels(manager, split, rows);
    return () -> BatchLoss.of(loss(network.branchLogits(pixels, Mode.TRAIN), labels));
  }

  @Override
  public Validation validate(NDManager manager) {
    return validation.measure(manager);
  }

  private NDArray loss(List<NDArray> branchLogits, NDArray labels) {
    NDArray total =
        branchLogits.stream()
            .map(logits -> labelLoss.loss(logits, labels))
            .reduce(NDArray::add)
            .orElseThrow();
    if (branchLogits.size() > 1 && ensembleWeight > 0) {
      total =
          total.add(Scaling.multiply(labelLoss.ensembleLoss(branchLogits, labels), ensembleWeight));
    }
    return total;
  }
}
