package io.stillhouse.steps.softlabelimport;

import io.stillhouse.training.data.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * From what a file holds to logits.
 *
 * <p>Logits stay as they are. Probabilities of a softmax become {@code log(max(p, floor))}, whose
 * softmax is the probabilities again, normalised; those of independent labels become {@code log(p /
 * (1 - p))} with p kept within {@code [floor, 1 - floor]}.
 *
 * @param task what the predictions are of
 * @param values what the file holds
 * @param classes their names in order
 * @param floor the smallest probability that is believed, above 0
 * @param sumTolerance how far from 1 the sum of an image's probabilities may be
 */
record Conversion(
    Task task, Values values, List<String> classes, double floor, double sumTolerance) {
  /** The largest finite number of 16 bits, in which soft labels are stored. */
  private static final double LARGEST_LOGIT = 65504;

  Conversion {
    classes = List.copyOf(classes);
  }

  /**
   * The logits of one row.
   *
   * @param row one value a class; NaN where there is none
   * @return nothing when a value is wrong, which the defects then say
   */
  Optional<float[]> logits(Place place, double[] row, Defects defects) {
    float[] logits = new float[row.length];
    boolean sound = true;
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      if (Double.isNaN(row[c])) {
        sound = false;
      } else if (!allowed(row[c])) {
        defects.add(place, "class '%s' is %s; ".formatted(classes.get(c), row[c]) + range());
        sound = false;
      } else {
        logits[c] = (float) logit(row[c]);
        sum += row[c];
      }
    }
    if (sound
        && values == Values.PROBABILITIES
        && task == Task.MULTICLASS
        && !(Math.abs(sum - 1) <= sumTolerance)) {
      defects.add(
          place,
          String.format(
              Locale.ROOT,
              "the probabilities sum up to %.4f, which is further from 1 than sumTolerance %s allows",
              sum,
              sumTolerance));
      sound = false;
    }
    return sound ? Optional.of(logits) : Optional.empty();
  }

  private boolean allowed(double value) {
    return values == Values.LOGITS ? Math.abs(value) <= LARGEST_LOGIT : value >= 0 && value <= 1;
  }

  private String range() {
    return values == Values.LOGITS
        ? "a logit is at most 65504 in size"
        : "a probability is in [0, 1] (set values: logits if that is what the file holds)";
  }

  private double logit(double value) {
    if (values == Values.LOGITS) {
      return value;
    }
    double kept = Math.max(value, floor);
    if (task == Task.MULTICLASS) {
      return Math.log(kept);
    }
    kept = Math.min(kept, 1 - floor);
    return Math.log(kept) - Math.log1p(-kept);
  }
}
