package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.stillhouse.training.engine.Scaling;

/**
 * Decoupled knowledge distillation (Zhao, Cui, Song, Qiu, Liang: Decoupled Knowledge Distillation,
 * CVPR 2022): the divergence of softened distributions taken apart into that of the label's class
 * against all others, and that among the others alone, each with a weight of its own.
 *
 * <p>With p the teacher's and q the student's distribution at temperature T, t the label's class
 * and p^ and q^ the distributions over the other classes alone: T^2 * (targetWeight * KL((p_t, 1 -
 * p_t) || (q_t, 1 - q_t)) + nonTargetWeight * KL(p^ || q^)), the mean over the batch. With weights
 * 1 and 1 - p_t it would be {@link SoftTargetKl}: that is why a teacher who is sure of the label
 * teaches little about the other classes there, and much here.
 *
 * <p>Everything is computed from logarithms: 1 - p_t and p^ are lost in single precision once p_t
 * rounds to 1.
 *
 * @param temperature T, above 0
 * @param targetWeight of the label's class against the others, 0 or more; the paper's alpha
 * @param nonTargetWeight among the other classes, 0 or more; the paper's beta
 */
public record DecoupledSoftTargets(
    double temperature, double targetWeight, double nonTargetWeight) {

  public DecoupledSoftTargets {
    Temperature.check(temperature);
    if (!(targetWeight >= 0) || !(nonTargetWeight >= 0)) {
      throw new IllegalArgumentException(
          "weights of a decoupled loss must be at least 0, not %s and %s"
              .formatted(targetWeight, nonTargetWeight));
    }
  }

  /**
   * @param studentLogits [B, classes], two classes or more
   * @param targets [B, classes] logarithms of probabilities softened by the same temperature, from
   *     {@link EnsembleSoftTargets#logSoftmax}; no gradient flows into them
   * @param labels int64 [B]
   */
  public NDArray loss(NDArray studentLogits, NDArray targets, NDArray labels) {
    return fromLogProbabilities(
        Scaling.divide(studentLogits, temperature).logSoftmax(-1), targets, labels);
  }

  /**
   * @param logProbabilities [B, classes] of the student, already softened by the same temperature
   * @param targets as in {@link #loss}
   * @param labels int64 [B]
   */
  public NDArray fromLogProbabilities(NDArray logProbabilities, NDArray targets, NDArray labels) {
    Shapes.requireEqual("student", logProbabilities, "targets", targets);
    long classes = logProbabilities.getShape().get(1);
    if (classes < 2) {
      throw new IllegalArgumentException("a decoupled loss needs two classes or more");
    }
    NDArray target = labels.reshape(-1, 1);
    NDArray others = others(target, classes);
    Parts student = Parts.of(logProbabilities, target, others);
    Parts teacher = Parts.of(targets, target, others);
    NDArray targetClass =
        divergence(teacher.target(), student.target())
            .add(divergence(teacher.rest(), student.rest()));
    NDArray otherClasses = divergence(teacher.others(), student.others());
    double scale = temperature * temperature / logProbabilities.getShape().get(0);
    return Scaling.multiply(targetClass, scale * targetWeight)
        .add(Scaling.multiply(otherClasses, scale * nonTargetWeight));
  }

  /** The numbers of all classes but the label's, int64 [B, classes - 1]. */
  private static NDArray others(NDArray target, long classes) {
    NDManager manager = target.getManager();
    NDArray ascending =
        manager.arange(0, (int) classes - 1, 1, DataType.INT64).reshape(1, classes - 1);
    return ascending.add(ascending.gte(target).toType(DataType.INT64, false));
  }

  /** The sum of p * (log p - log q) over all values, from logarithms. */
  private static NDArray divergence(NDArray teacher, NDArray student) {
    return teacher.exp().mul(teacher.sub(student)).sum();
  }

  /**
   * Logarithms of a distribution taken apart.
   *
   * @param target of the label's class, [B, 1]
   * @param rest of all other classes together, [B]
   * @param others of the distribution over the other classes alone, [B, classes - 1]
   */
  private record Parts(NDArray target, NDArray rest, NDArray others) {
    static Parts of(NDArray logProbabilities, NDArray target, NDArray others) {
      NDArray kept = logProbabilities.gather(others, 1);
      return new Parts(
          logProbabilities.gather(target, 1), LogSumExp.over(kept, 1), kept.logSoftmax(-1));
    }
  }
}
