package io.stillhouse.steps.evaluation.measurement;

import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.Score;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.ModelEvaluation;

/** What logits are measured against: the labels of a split, and with them the fitting figures. */
public sealed interface Yardstick permits SingleLabelYardstick, MultiLabelYardstick {
  /** Adds a model's figures, their intervals included. */
  void measure(EvaluatedModel model, PairedBootstrap bootstrap, ModelEvaluation.Builder figures);

  /** The headline metric (accuracy, or mean AUC), 0 to 1, or NaN. */
  double headline(Logits logits);

  /** The headline metric on resamples. */
  Score score(Logits logits);

  /** For each class its recall (or AUC), 0 to 1, or NaN. */
  double[] classScores(Logits logits);

  /** Adds the intervals of the gain of each class, where it has them. */
  void addGainIntervals(Logits student, Logits scratch, Distillation.Builder distillation);

  /** Adds how alike student and teacher answer. */
  void compareAnswers(Logits teacher, Logits student, Distillation.Builder distillation);

  /** Adds the images that only one of the two got right, where that means something. */
  void countDisagreements(Logits student, Logits baseline, Comparison.Builder comparison);
}
