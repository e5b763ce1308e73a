package io.stillhouse.training.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a model is right at each level of confidence, the highest softmax probability.
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
   * @param accuracy share of them that were named rightly, 0 to 1; 0 when there are none
   */
  public record Bin(long count, double confidence, double accuracy) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /** Sorts images into bins. */
  public static Reliability of(Logits logits, int[] labels, int binCount) {
    logits.checkLabels(labels);
    long[] counts = new long[binCount];
    long[] right = new long[binCount];
    double[] confidences = new double[binCount];
    for (int row = 0; row < labels.length; row++) {
      int prediction = logits.prediction(row);
      double confidence = prediction < 0 ? Double.NaN : logits.probabilities(row)[prediction];
      if (Double.isNaN(confidence)) {
        continue;
      }
      int bin = Math.min(binCount - 1, (int) (confidence * binCount));
      counts[bin]++;
      confidences[bin] += confidence;
      right[bin] += prediction == labels[row] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < binCount; bin++) {
      double count = Math.max(1, counts[bin]);
      bins.add(new Bin(counts[bin], confidences[bin] / count, right[bin] / count));
    }
    return new Reliability(bins, labels.length);
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
