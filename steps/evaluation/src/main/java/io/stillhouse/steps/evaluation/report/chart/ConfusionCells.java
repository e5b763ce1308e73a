package io.stillhouse.steps.evaluation.report.chart;

import io.stillhouse.steps.evaluation.report.Confusion;
import io.stillhouse.steps.evaluation.report.NumberText;

/** The two looks of a confusion matrix: the counts, and the change against another matrix. */
public final class ConfusionCells {
  private ConfusionCells() {}

  /** Counts; right ones in the model's colour, mistakes in the colour of a loss. */
  public static ConfusionChart.Cell counts(Confusion confusion) {
    return new ConfusionChart.Cell() {
      @Override
      public String styleClass(int label, int prediction) {
        return label == prediction ? "right" : "wrong";
      }

      @Override
      public double strength(int label, int prediction) {
        double share = confusion.rowShare(label, prediction);
        return label == prediction ? 0.10 + 0.35 * share : Math.min(0.65, 0.9 * Math.sqrt(share));
      }

      @Override
      public String text(int label, int prediction) {
        long count = confusion.count(label, prediction);
        return count == 0 ? "" : NumberText.count(count);
      }
    };
  }

  /** Changes; better ones (more right, fewer mistakes) and worse ones in two colours. */
  public static ConfusionChart.Cell changes(Confusion change) {
    double largest = Math.max(1, change.largest());
    return new ConfusionChart.Cell() {
      @Override
      public String styleClass(int label, int prediction) {
        long count = change.count(label, prediction);
        if (count == 0) {
          return "same";
        }
        return count > 0 == (label == prediction) ? "better" : "worse";
      }

      @Override
      public double strength(int label, int prediction) {
        double share = Math.abs(change.count(label, prediction)) / largest;
        return share == 0 ? 0 : 0.10 + 0.45 * share;
      }

      @Override
      public String text(int label, int prediction) {
        long count = change.count(label, prediction);
        return count == 0 ? "" : NumberText.signed(count, 0);
      }
    };
  }
}
