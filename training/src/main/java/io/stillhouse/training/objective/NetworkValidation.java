package io.stillhouse.training.objective;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.inference.SplitLogits;
import io.stillhouse.training.loop.Validation;
import io.stillhouse.training.metrics.ClassificationMetrics;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.MultiLabelMetrics;
import io.stillhouse.training.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Judges a network by its joint prediction on the validation split, if there is one. */
final class NetworkValidation {
  private static final int BATCH_SIZE = 256;

  private final Network network;
  private final Optional<Split> split;

  NetworkValidation(Network network, ImageDataset dataset) {
    this.network = network;
    split = dataset.findSplit(DatasetInfo.VALIDATION);
  }

  /**
   * Accuracy, or mean AUC, and the mean negative log-likelihood of the labels; nothing without a
   * validation split.
   */
  Validation measure(NDManager manager) {
    if (split.isEmpty()) {
      return Validation.none();
    }
    Split judged = split.get();
    Logits logits =
        new Logits(
            SplitLogits.of(network, judged, BATCH_SIZE, manager).ensemble(),
            judged.dataset().classes().size());
    if (judged.dataset().task() == Task.MULTICLASS) {
      int[] labels = judged.rows();
      for (int row = 0; row < labels.length; row++) {
        labels[row] = judged.label(row);
      }
      return validation(
          "validation/accuracy",
          ClassificationMetrics.accuracy(logits, labels),
          ClassificationMetrics.negativeLogLikelihood(logits, labels));
    }
    MultiLabelMetrics metrics =
        new MultiLabelMetrics(logits, judged.labelVectors(judged.rows(), 0, judged.size()));
    return validation("validation/auc", metrics.meanAuc(), metrics.binaryCrossEntropy());
  }

  private static Validation validation(String scoreCurve, double score, double loss) {
    Map<String, Double> curves = new LinkedHashMap<>();
    if (Double.isFinite(score)) {
      // No label of the split has both positives and negatives: there is no AUC then.
      curves.put(scoreCurve, score);
    }
    curves.put("validation/loss", loss);
    return new Validation(curves, Double.isFinite(score) ? score : -loss);
  }
}
