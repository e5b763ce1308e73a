package io.stillhouse.training.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How well scores put positives before negatives. Scores that are equal are one threshold. */
public final class RankingMetrics {
  /** Counts of positives and negatives at or above one threshold. */
  private record Threshold(long truePositives, long falsePositives) {}

  /**
   * One point of a ROC curve.
   *
   * @param falsePositiveRate share of negatives at or above the threshold, 0 to 1
   * @param truePositiveRate share of positives at or above the threshold, 0 to 1
   */
  public record RocPoint(double falsePositiveRate, double truePositiveRate) {}

  private RankingMetrics() {}

  /**
   * Area under the ROC curve, 0 to 1: the probability that a positive scores above a negative, ties
   * one half. Empty without positives or without negatives, or when a score is NaN.
   */
  public static OptionalDouble auc(float[] scores, boolean[] positive) {
    List<Threshold> thresholds = thresholds(scores, positive);
    Threshold all = thresholds.get(thresholds.size() - 1);
    if (all.truePositives() == 0 || all.falsePositives() == 0 || hasNaN(scores)) {
      return OptionalDouble.empty();
    }
    double area = 0;
    for (int i = 1; i < thresholds.size(); i++) {
      Threshold above = thresholds.get(i - 1);
      Threshold here = thresholds.get(i);
      area +=
          (here.falsePositives() - above.falsePositives())
              * (here.truePositives() + above.truePositives())
              / 2.0;
    }
    return OptionalDouble.of(area / all.truePositives() / all.falsePositives());
  }

  /**
   * Average precision, 0 to 1: the precision at each threshold, weighted by the recall gained
   * there, without interpolation. Empty without positives, or when a score is NaN.
   */
  public static OptionalDouble averagePrecision(float[] scores, boolean[] positive) {
    List<Threshold> thresholds = thresholds(scores, positive);
    Threshold all = thresholds.get(thresholds.size() - 1);
    if (all.truePositives() == 0 || hasNaN(scores)) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int i = 1; i < thresholds.size(); i++) {
      Threshold here = thresholds.get(i);
      long gained = here.truePositives() - thresholds.get(i - 1).truePositives();
      sum +=
          gained * (double) here.truePositives() / (here.truePositives() + here.falsePositives());
    }
    return OptionalDouble.of(sum / all.truePositives());
  }

  /**
   * The ROC curve from (0,0) to (1,1), thinned evenly to a number of points; empty where there is
   * no {@link #auc}.
   *
   * @param mostPoints 2 or more
   */
  public static List<RocPoint> rocCurve(float[] scores, boolean[] positive, int mostPoints) {
    if (auc(scores, positive).isEmpty()) {
      return List.of();
    }
    List<Threshold> thresholds = thresholds(scores, positive);
    Threshold all = thresholds.get(thresholds.size() - 1);
    int points = Math.min(mostPoints, thresholds.size());
    List<RocPoint> curve = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      Threshold here = thresholds.get((int) ((long) i * (thresholds.size() - 1) / (points - 1)));
      curve.add(
          new RocPoint(
              (double) here.falsePositives() / all.falsePositives(),
              (double) here.truePositives() / all.truePositives()));
    }
    return curve;
  }

  /** The thresholds from above all scores down to the lowest score. */
  private static List<Threshold> thresholds(float[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          "%d scores for %d images".formatted(scores.length, positive.length));
    }
    int[] descending =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(image -> -scores[image]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Threshold> thresholds = new ArrayList<>();
    thresholds.add(new Threshold(0, 0));
    long truePositives = 0;
    long falsePositives = 0;
    for (int i = 0; i < descending.length; i++) {
      if (positive[descending[i]]) {
        truePositives++;
      } else {
        falsePositives++;
      }
      if (i + 1 == descending.length || scores[descending[i]] != scores[descending[i + 1]]) {
        thresholds.add(new Threshold(truePositives, falsePositives));
      }
    }
    return thresholds;
  }

  private static boolean hasNaN(float[] scores) {
    return IntStream.range(0, scores.length).anyMatch(i -> Float.isNaN(scores[i]));
  }
}
