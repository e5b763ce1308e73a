package io.stillhouse.steps.modelexport;

import io.stillhouse.steps.modelexport.card.MeasuredFigures;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.metrics.ClassificationMetrics;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.metrics.MultiLabelMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures that the export itself can measure: it has the logits of a whole split. */
final class OwnFigures {
  static final String ACCURACY = "accuracy";
  static final String MEAN_AUC = "meanAuc";

  private OwnFigures() {}

  static MeasuredFigures of(Split split, float[] logits) {
    int[] rows = split.rows();
    Logits answers = new Logits(logits, split.dataset().classes().size());
    SortedMap<String, Double> figures = new TreeMap<>();
    SortedMap<String, Double> perLabel = null;
    if (split.dataset().task() == Task.MULTICLASS) {
      int[] labels = Arrays.stream(rows).map(split::label).toArray();
      figures.put(ACCURACY, ClassificationMetrics.accuracy(answers, labels));
      figures.put("nll", ClassificationMetrics.negativeLogLikelihood(answers, labels));
      figures.put("brier", ClassificationMetrics.brier(answers, labels));
    } else {
      MultiLabelMetrics metrics =
          new MultiLabelMetrics(answers, split.labelVectors(rows, 0, rows.length));
      figures.put(MEAN_AUC, metrics.meanAuc());
      figures.put("meanAveragePrecision", metrics.meanAveragePrecision());
      figures.put("bce", metrics.binaryCrossEntropy());
      perLabel = new TreeMap<>();
      for (int label = 0; label < answers.classes(); label++) {
        String name = split.dataset().classes().get(label);
        SortedMap<String, Double> known = perLabel;
        metrics.auc(label).ifPresent(auc -> known.put(name, auc));
      }
    }
    figures.values().removeIf(value -> !Double.isFinite(value));
    return new MeasuredFigures(
        split.dataset().name(),
        split.name(),
        split.size(),
        "the export, from the trained network's logits",
        figures,
        perLabel,
        List.of(),
        null);
  }
}
