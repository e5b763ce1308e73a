package io.stillhouse.training.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a model is right at each level of confidence, the highest softmax probability; or, of
 * one of several independent labels, how often images have it at each level of its probability.
 *
 * @param bins of equal width from 0 to 1; a confidence of 1 falls into the last
 * @param images all images, those without a confidence (NaN) included
 */
public record Reliability(List<Bin> bins, int images) {
  /**
   * The images of one bin.
   *
   * @param count how many
   * @param confidence their mean confidence, 0 to 1; 0 when there are none
   * @param accuracy share of them that were named rightly (or have the label), 0 to 1; 0 when there
   *     are none
   */
  public record Bin(long count, double confidence, double accuracy) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /** Sorts images into bins by their confidence. */
  public static Reliability of(Logits logits, int[] labels, int binCount) {
    logits.checkLabels(labels);
    double[] confidences = new double[labels.length];
    boolean[] right = new boolean[labels.length];
    for (int row = 0; row < labels.length; row++) {
      int prediction = logits.prediction(row);
      confidences[row] = prediction < 0 ? Double.NaN : logits.probabilities(row)[prediction];
      right[row] = prediction == labels[row];
    }
    return sorted(confidences, right, binCount);
  }

  /**
   * Sorts images into bins by the probability of one label.
   *
   * @param logits of the label, one an image
   * @param positive whether each image has it
   */
  public static Reliability ofLabel(float[] logits, boolean[] positive, int binCount) {
    double[] probabilities = new double[logits.length];
    for (int row = 0; row < logits.length; row++) {
      probabilities[row] = 1 / (1 + Math.exp(-logits[row]));
    }
    return sorted(probabilities, positive, binCount);
  }

  private static Reliability sorted(double[] confidenceOf, boolean[] isRight, int binCount) {
    long[] counts = new long[binCount];
    long[] right = new long[binCount];
    double[] confidences = new double[binCount];
    for (int row = 0; row < confidenceOf.length; row++) {
      double confidence = confidenceOf[row];
      if (Double.isNaN(confidence)) {
        continue;
      }
      int bin = Math.min(binCount - 1, (int) (confidence * binCount));
      counts[bin]++;
      confidences[bin] += confidence;
      right[bin] += isRight[row] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < binCount; bin++) {
      double count = Math.max(1, counts[bin]);
      bins.add(new Bin(counts[bin], confidences[bin] / count, right[bin] / count));
    }
    return new Reliability(bins, confidenceOf.length);
  }

  /** Mean confidence over the images that have one; NaN when none has. */
  public double meanConfidence() {
    double sum = 0;
    long counted = 0;
    for (Bin bin : bins) {
      sum += bin.count() * bin.confidence();
      counted += bin.count();
    }
    return sum / counted;
  }

  /**
   * Expected calibration error: the mean distance of accuracy and confidence over the images, 0 to
   * 1 (Guo et al., ICML 2017); NaN when an image has no confidence.
   */
  public double expectedCalibrationError() {
    double sum = 0;
    long counted = 0;
    for (Bin bin : bins) {
      sum += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
      counted += bin.count();
    }
    return counted < images ? Double.NaN : sum / images;
  }
}
