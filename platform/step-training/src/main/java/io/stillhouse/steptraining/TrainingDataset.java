package io.stillhouse.steptraining;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.StepContext;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.loop.Selection;
import java.io.IOException;

/** The dataset that a step trains on: its input {@code dataset}. */
public final class TrainingDataset {
  private TrainingDataset() {}

  /**
   * Opens it.
   *
   * @param selection {@link Selection#BEST} needs a validation split
   * @throws InvalidInputException when there is nothing to train on, or to select by
   */
  public static ImageDataset open(StepContext context, Selection selection) throws IOException {
    ImageDataset dataset = ImageDataset.open(context.input("dataset").directory());
    if (dataset.findSplit(DatasetInfo.TRAIN).isEmpty()) {
      throw new InvalidInputException("The dataset has no images to train on in split 'train'");
    }
    if (selection == Selection.BEST && dataset.findSplit(DatasetInfo.VALIDATION).isEmpty()) {
      throw new InvalidInputException(
          "selection is best, but the dataset has no validation split to judge by; choose last");
    }
    return dataset;
  }
}
