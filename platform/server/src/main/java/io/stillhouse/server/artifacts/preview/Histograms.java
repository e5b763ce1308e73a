package io.stillhouse.server.artifacts.preview;

import io.stillhouse.v1.Histogram;

/** Counts how values are spread. */
final class Histograms {
  private static final int BINS = 40;

  private Histograms() {}

  /** The spread of values between two bounds; those outside, and NaN, are not counted. */
  static Histogram of(double[] values, double minimum, double maximum) {
    long[] counts = new long[BINS];
    double width = (maximum - minimum) / BINS;
    for (double value : values) {
      if (value >= minimum && value <= maximum) {
        int bin = width > 0 ? (int) ((value - minimum) / width) : 0;
        counts[Math.min(bin, BINS - 1)]++;
      }
    }
    Histogram.Builder histogram = Histogram.newBuilder().setMinimum(minimum).setMaximum(maximum);
    for (long count : counts) {
      histogram.addCounts(count);
    }
    return histogram.build();
  }
}
