package io.stillhouse.training.metrics;

/** How alike two models answer yes-or-no questions, one an image and label. */
public final class MultiLabelFidelity {
  private MultiLabelFidelity() {}

  /** Share of answers (probability above one half) that are the same, 0 to 1. */
  public static double agreement(Logits first, Logits second) {
    check(first, second);
    int same = 0;
    for (int i = 0; i < first.values().length; i++) {
      float a = first.values()[i];
      float b = second.values()[i];
      same += a > 0 == b > 0 && !Float.isNaN(a) && !Float.isNaN(b) ? 1 : 0;
    }
    return (double) same / first.values().length;
  }

  /**
   * Mean over images and labels of KL(teacher || student) of the two answers' probabilities, in
   * nats.
   */
  public static double divergence(Logits teacher, Logits student) {
    check(teacher, student);
    double sum = 0;
    for (int i = 0; i < teacher.values().length; i++) {
      double t = teacher.values()[i];
      double s = student.values()[i];
      double yes = 1 / (1 + Math.exp(-t));
      // KL of two Bernoulli distributions by their logits: p (t - s) + softplus(s) - softplus(t).
      sum += yes * (t - s) + softplus(s) - softplus(t);
    }
    return sum / teacher.values().length;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static void check(Logits first, Logits second) {
    if (first.classes() != second.classes() || first.rows() != second.rows() || first.rows() == 0) {
      throw new IllegalArgumentException(
          "%d images of %d labels against %d of %d"
              .formatted(first.rows(), first.classes(), second.rows(), second.classes()));
    }
  }
}
