package io.stillhouse.training.metrics;

/** How alike two models answer, whether rightly or not (Stanton et al., NeurIPS 2021). */
public final class Fidelity {
  private Fidelity() {}

  /** Share of images to which both give the same class, 0 to 1. */
  public static double agreement(Logits first, Logits second) {
    check(first, second);
    int same = 0;
    for (int row = 0; row < first.rows(); row++) {
      int prediction = first.prediction(row);
      same += prediction >= 0 && prediction == second.prediction(row) ? 1 : 0;
    }
    return (double) same / first.rows();
  }

  /**
   * Mean over images of KL(teacher || student) of the softmax probabilities, in nats, 0 or more.
   */
  public static double divergence(Logits teacher, Logits student) {
    check(teacher, student);
    double sum = 0;
    for (int row = 0; row < teacher.rows(); row++) {
      double[] teacherLogs = teacher.logProbabilities(row);
      double[] studentLogs = student.logProbabilities(row);
      for (int c = 0; c < teacherLogs.length; c++) {
        double probability = Math.exp(teacherLogs[c]);
        sum += probability == 0 ? 0 : probability * (teacherLogs[c] - studentLogs[c]);
      }
    }
    return sum / teacher.rows();
  }

  private static void check(Logits first, Logits second) {
    if (first.classes() != second.classes() || first.rows() != second.rows() || first.rows() == 0) {
      throw new IllegalArgumentException(
          "%d images of %d classes against %d of %d"
              .formatted(first.rows(), first.classes(), second.rows(), second.classes()));
    }
  }
}
