package io.stillhouse.steps.evaluation.report;

import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.MultiLabelMetrics;

/** How an AUC is written with its 95% interval: {@code 0.743 (0.701 to 0.785)}. */
public final class AreaText {
  private static final String NONE = "–";
  private static final int DECIMALS = 3;

  private AreaText() {}

  /** One label's AUC; a dash where it is not defined. */
  public static String of(LabelMetrics label) {
    if (!label.hasAuc()) {
      return NONE;
    }
    String area = NumberText.decimal(label.getAuc(), DECIMALS);
    return label.hasAucLower() ? area + interval(label.getAucLower(), label.getAucUpper()) : area;
  }

  /** The mean AUC, with one decimal more since it is the headline. */
  public static String ofMean(MultiLabelMetrics metrics) {
    String area = NumberText.decimal(metrics.getMeanAuc(), DECIMALS + 1);
    return metrics.hasMeanAucLower()
        ? area + interval(metrics.getMeanAucLower(), metrics.getMeanAucUpper())
        : area;
  }

  /** What one label gained; a dash where that is not defined. */
  public static String gain(Distillation distillation, int label) {
    double gain = distillation.getClassGain(label);
    if (Double.isNaN(gain)) {
      return NONE;
    }
    String text = NumberText.signed(gain, DECIMALS);
    return hasGainInterval(distillation, label)
        ? text
            + " (%s to %s)"
                .formatted(
                    NumberText.signed(distillation.getClassGainLower(label), DECIMALS),
                    NumberText.signed(distillation.getClassGainUpper(label), DECIMALS))
        : text;
  }

  /** Whether it is known how exactly a label's gain is known. */
  public static boolean hasGainInterval(Distillation distillation, int label) {
    return label < distillation.getClassGainLowerCount()
        && !Double.isNaN(distillation.getClassGainLower(label));
  }

  private static String interval(double lower, double upper) {
    return " (%s to %s)"
        .formatted(NumberText.decimal(lower, DECIMALS), NumberText.decimal(upper, DECIMALS));
  }
}
