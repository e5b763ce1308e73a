package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.stillhouse.training.engine.Scaling;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Softened targets from the logits of one or more teachers.
 *
 * @param temperature above 0
 * @param combination what is averaged
 * @param weights of the teachers, each at least 0, summing to 1
 */
public record EnsembleSoftTargets(
    double temperature, Combination combination, List<Double> weights) {

  /** What of the members of an ensemble is averaged. */
  public enum Combination {
    /** Each member's softened probabilities. */
    MEAN_PROBABILITIES,
    /** The logits: a geometric mean of probabilities, sharper than the other. */
    MEAN_LOGITS
  }

  public EnsembleSoftTargets {
    Temperature.check(temperature);
    weights = List.copyOf(weights);
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    if (weights.stream().anyMatch(weight -> !(weight >= 0)) || Math.abs(sum - 1) > 1e-6) {
      throw new IllegalArgumentException(
          "weights of teachers must be at least 0 and sum to 1, not " + weights);
    }
  }

  /** Members with equal weights. */
  public static EnsembleSoftTargets uniform(
      double temperature, Combination combination, int members) {
    return new EnsembleSoftTargets(
        temperature, combination, Collections.nCopies(members, 1.0 / members));
  }

  /**
   * Targets over exclusive classes, [B, classes], owned by the manager of the first logits.
   *
   * @param teacherLogits [B, classes] of each teacher, in the order of the weights
   */
  public NDArray softmax(List<NDArray> teacherLogits) {
    return combined(teacherLogits, logits -> logits.softmax(-1));
  }

  /** Targets of independent labels, a probability each, [B, labels]; see {@link #softmax}. */
  public NDArray sigmoid(List<NDArray> teacherLogits) {
    return combined(teacherLogits, ai.djl.nn.Activation::sigmoid);
  }

  /**
   * The logarithms of the targets over exclusive classes, [B, classes], for losses that need what
   * is left beside a probability of almost 1; see {@link #softmax}.
   */
  public NDArray logSoftmax(List<NDArray> teacherLogits) {
    requireMembers(teacherLogits);
    if (combination == Combination.MEAN_LOGITS) {
      try (NDArray mean = weightedSum(teacherLogits, UnaryOperator.identity());
          NDArray softened = Scaling.divide(mean, temperature)) {
        return softened.logSoftmax(-1);
      }
    }
    NDList weighted = new NDList();
    for (int i = 0; i < teacherLogits.size(); i++) {
      Shapes.requireEqual("teacher 0", teacherLogits.get(0), "teacher " + i, teacherLogits.get(i));
      if (weights.get(i) > 0) {
        weighted.add(
            Scaling.divide(teacherLogits.get(i), temperature)
                .logSoftmax(-1)
                .add((float) Math.log(weights.get(i))));
      }
    }
    return LogSumExp.over(NDArrays.stack(weighted), 0);
  }

  private NDArray combined(List<NDArray> teacherLogits, UnaryOperator<NDArray> probabilities) {
    requireMembers(teacherLogits);
    if (combination == Combination.MEAN_LOGITS) {
      try (NDArray mean = weightedSum(teacherLogits, UnaryOperator.identity());
          NDArray softened = Scaling.divide(mean, temperature)) {
        return probabilities.apply(softened);
      }
    }
    return weightedSum(
        teacherLogits,
        logits -> {
          try (NDArray softened = Scaling.divide(logits, temperature)) {
            return probabilities.apply(softened);
          }
        });
  }

  private void requireMembers(List<NDArray> teacherLogits) {
    if (teacherLogits.size() != weights.size()) {
      throw new IllegalArgumentException(
          "logits of " + teacherLogits.size() + " teachers for " + weights.size() + " weights");
    }
  }

  private NDArray weightedSum(List<NDArray> teacherLogits, UnaryOperator<NDArray> transform) {
    NDArray first = teacherLogits.get(0);
    NDArray sum = first.zerosLike();
    for (int i = 0; i < teacherLogits.size(); i++) {
      NDArray logits = teacherLogits.get(i);
      Shapes.requireEqual("teacher 0", first, "teacher " + i, logits);
      NDArray transformed = transform.apply(logits);
      try (NDArray weighted = Scaling.multiply(transformed, weights.get(i))) {
        sum.addi(weighted);
      }
      if (transformed != logits) {
        transformed.close();
      }
    }
    return sum;
  }
}
