package io.stillhouse.steps.torchscriptimport;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.metrics.ClassificationMetrics;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.torchscript.ModuleContract;
import io.stillhouse.training.torchscript.ModuleValues;
import java.util.Locale;

/**
 * What a module said of the first training images.
 *
 * @param split the split that they are of
 * @param count how many
 * @param values row-major [count, classes]
 */
record Probe(Split split, int count, float[] values) {
  private static final double SUM_TOLERANCE = 0.01;

  /**
   * Refuses answers that are no numbers, and probabilities taken for logits or the other way round:
   * a student of either would learn next to nothing, and nobody would see why.
   *
   * @throws InvalidInputException saying which
   */
  void requireMeaning(ModuleContract contract) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInputException(
            "the module gives %s for class '%s' of training image %d"
                .formatted(
                    values[i],
                    split.dataset().classes().get(i % classes()),
                    split.id(i / classes())));
      }
    }
    if (split.dataset().task() == Task.MULTILABEL) {
      return;
    }
    boolean everyClass = contract.outputs() == classes();
    double largestSum = 0;
    boolean probabilities = everyClass && contract.values() == ModuleValues.LOGITS;
    for (int row = 0; row < count; row++) {
      double sum = 0;
      for (int c = 0; c < classes(); c++) {
        double value = values[row * classes() + c];
        probabilities &= value >= 0;
        sum += contract.values() == ModuleValues.LOGITS ? value : Math.exp(value);
      }
      probabilities &= Math.abs(sum - 1) <= SUM_TOLERANCE;
      largestSum = Math.max(largestSum, sum);
    }
    if (probabilities) {
      throw new InvalidInputException(
          "the module's outputs are not negative and sum up to 1 for every image: set values to probabilities");
    }
    if (contract.values() == ModuleValues.PROBABILITIES && largestSum > 1 + SUM_TOLERANCE) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "the module's outputs sum up to as much as %.4g for an image, so they are no probabilities: set values to logits",
              largestSum));
    }
  }

  /** The part of the images that the module is right on; of one label an image. */
  double accuracy() {
    return ClassificationMetrics.accuracy(new Logits(values, classes()), labels());
  }

  /** The part of the images that always saying the most frequent class is right on. */
  double accuracyOfGuessing() {
    int[] counts = new int[classes()];
    for (int label : labels()) {
      counts[label]++;
    }
    int most = 0;
    for (int images : counts) {
      most = Math.max(most, images);
    }
    return (double) most / count;
  }

  private int[] labels() {
    int[] labels = new int[count];
    for (int row = 0; row < count; row++) {
      labels[row] = split.label(row);
    }
    return labels;
  }

  private int classes() {
    return split.dataset().classes().size();
  }
}
