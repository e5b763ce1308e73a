package io.stillhouse.steptraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.objective.LabelLoss;
import io.stillhouse.training.objective.MultiLabelLoss;
import io.stillhouse.training.objective.SingleLabelLoss;

/**
 * How a step's network learns from labels.
 *
 * @param labelSmoothing share of the hard target spread over all classes, 0 to below 1; for
 *     single-label data
 * @param positiveWeights whether a label's positives count as much as its negatives; for
 *     multi-label data
 */
public record LabelLossParameters(double labelSmoothing, boolean positiveWeights) {

  /** Reads the step's parameters {@code labelSmoothing} and {@code positiveWeights}. */
  public static LabelLossParameters of(Parameters parameters) {
    return new LabelLossParameters(
        parameters.number("labelSmoothing"), parameters.bool("positiveWeights"));
  }

  /**
   * Refuses what would be ignored.
   *
   * @throws InvalidInputException when a parameter has no meaning for the dataset's task
   */
  public void requireMeaning(Task task) {
    if (task == Task.MULTILABEL && labelSmoothing > 0) {
      throw new InvalidInputException("labelSmoothing has no meaning for multi-label data");
    }
    if (task == Task.MULTICLASS && positiveWeights) {
      throw new InvalidInputException("positiveWeights has no meaning for single-label data");
    }
  }

  /**
   * The loss for the dataset's task.
   *
   * @param manager owns the weights of positives
   */
  public LabelLoss loss(ImageDataset dataset, NDManager manager) {
    if (dataset.info().task() == Task.MULTICLASS) {
      return new SingleLabelLoss(new CrossEntropy(labelSmoothing));
    }
    return positiveWeights
        ? MultiLabelLoss.weightedByCounts(dataset.split(DatasetInfo.TRAIN), manager)
        : MultiLabelLoss.unweighted();
  }
}
