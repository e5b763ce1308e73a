package io.stillhouse.steps.evaluation.report;

/**
 * How the headline metric is written: accuracy in percent, its differences in points; AUC as a
 * plain number.
 *
 * @param multiLabel true when the metric is a mean AUC
 */
public record ScoreText(boolean multiLabel) {
  /** A score: {@code 97.40%} or {@code 0.7431}. */
  public String of(double score) {
    return multiLabel ? NumberText.decimal(score, 4) : NumberText.percent(score);
  }

  /** A difference with its sign and without a unit: {@code +1.93} or {@code +0.0213}. */
  public String difference(double difference) {
    return multiLabel ? NumberText.signed(difference, 4) : NumberText.points(difference);
  }

  /** A difference with its sign and unit: {@code +1.93 points} or {@code +0.0213 AUC}. */
  public String differenceWithUnit(double difference) {
    return difference(difference) + unit();
  }

  /** An interval of differences: {@code +1.20 to +2.66}. */
  public String interval(double lower, double upper) {
    return difference(lower) + " to " + difference(upper);
  }

  private String unit() {
    return multiLabel ? " AUC" : " points";
  }
}
