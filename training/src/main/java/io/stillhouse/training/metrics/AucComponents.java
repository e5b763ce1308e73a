package io.stillhouse.training.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An area under the ROC curve with the structural component of every image, from which comes how
 * exactly the area, or the difference of two, is known: DeLong, DeLong and Clarke-Pearson
 * (Biometrics 44, 1988) with the ranks of Sun and Xu (IEEE Signal Processing Letters 21, 2014).
 * Images of one patient are not independent: their components are summed up first (Obuchowski,
 * Biometrics 53, 1997), which changes nothing where every patient has one image.
 */
public final class AucComponents {
  private final double area;
  private final double[] components;
  private final boolean[] positive;
  private final long[] patients;

  private AucComponents(double area, double[] components, boolean[] positive, long[] patients) {
    this.area = area;
    this.components = components;
    this.positive = positive;
    this.patients = patients;
  }

  /**
   * The area over some images; empty without positives or without negatives, or when a score is
   * NaN.
   *
   * @param scores one an image; higher means more likely positive
   * @param patients whom each image is of; all different where images are independent
   */
  public static Optional<AucComponents> of(float[] scores, boolean[] positive, long[] patients) {
    if (scores.length != positive.length || scores.length != patients.length) {
      throw new IllegalArgumentException(
          "%d scores, %d labels, %d patients"
              .formatted(scores.length, positive.length, patients.length));
    }
    int positives = (int) IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    int negatives = positive.length - positives;
    boolean numbers = IntStream.range(0, scores.length).noneMatch(i -> Float.isNaN(scores[i]));
    if (positives == 0 || negatives == 0 || !numbers) {
      return Optional.empty();
    }
    double[] among = midRanks(scores, IntStream.range(0, scores.length).toArray());
    double[] components = new double[scores.length];
    int[] ofPositives = IntStream.range(0, scores.length).filter(i -> positive[i]).toArray();
    int[] ofNegatives = IntStream.range(0, scores.length).filter(i -> !positive[i]).toArray();
    double[] amongPositives = midRanks(scores, ofPositives);
    double[] amongNegatives = midRanks(scores, ofNegatives);
    double sum = 0;
    for (int i = 0; i < ofPositives.length; i++) {
      // The rank among all less that among its own kind counts the negatives below.
      int image = ofPositives[i];
      components[image] = (among[image] - amongPositives[i]) / negatives;
      sum += components[image];
    }
    for (int i = 0; i < ofNegatives.length; i++) {
      int image = ofNegatives[i];
      components[image] = 1 - (among[image] - amongNegatives[i]) / positives;
    }
    return Optional.of(
        new AucComponents(sum / positives, components, positive.clone(), patients.clone()));
  }

  /** The area, 0 to 1; of a difference -1 to 1. */
  public double area() {
    return area;
  }

  /**
   * This area less that of another model on the same images; its standard error knows that both
   * models saw the same images.
   */
  public AucComponents minus(AucComponents other) {
    if (!Arrays.equals(positive, other.positive) || !Arrays.equals(patients, other.patients)) {
      throw new IllegalArgumentException("the areas are of different images");
    }
    double[] difference = new double[components.length];
    Arrays.setAll(difference, image -> components[image] - other.components[image]);
    return new AucComponents(area - other.area, difference, positive, patients);
  }

  /** The standard error; NaN with fewer than two patients who have, or who lack, the label. */
  public double standardError() {
    Map<Long, double[]> sums = new HashMap<>();
    Map<Long, int[]> counts = new HashMap<>();
    for (int image = 0; image < components.length; image++) {
      int kind = positive[image] ? 0 : 1;
      sums.computeIfAbsent(patients[image], key -> new double[2])[kind] += components[image] - area;
      counts.computeIfAbsent(patients[image], key -> new int[2])[kind]++;
    }
    double ofPositives = 0;
    double ofNegatives = 0;
    double ofBoth = 0;
    for (double[] sum : sums.values()) {
      ofPositives += sum[0] * sum[0];
      ofNegatives += sum[1] * sum[1];
      ofBoth += sum[0] * sum[1];
    }
    double withPositives = counts.values().stream().filter(count -> count[0] > 0).count();
    double withNegatives = counts.values().stream().filter(count -> count[1] > 0).count();
    if (withPositives < 2 || withNegatives < 2) {
      return Double.NaN;
    }
    double positives = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    double negatives = positive.length - positives;
    double all = counts.size();
    double variance =
        withPositives / (withPositives - 1) * ofPositives / positives / positives
            + withNegatives / (withNegatives - 1) * ofNegatives / negatives / negatives
            + 2 * all / (all - 1) * ofBoth / positives / negatives;
    return Math.sqrt(Math.max(0, variance));
  }

  /** The ranks of some images' scores among themselves, from 1; those of ties are their mean. */
  private static double[] midRanks(float[] scores, int[] images) {
    int[] order =
        IntStream.range(0, images.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[images[i]]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[images.length];
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && scores[images[order[to]]] == scores[images[order[from]]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
