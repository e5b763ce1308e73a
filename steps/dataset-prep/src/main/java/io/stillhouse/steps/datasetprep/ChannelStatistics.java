package io.stillhouse.steps.datasetprep;

import java.util.ArrayList;
import java.util.List;

/**
 * Mean and population standard deviation of pixel/255, from how often each pixel value occurs:
 * exact, and independent of the order of images.
 *
 * @param mean a number for each channel
 * @param standardDeviation a number for each channel; 1 for a channel that never varies, which
 *     normalisation then leaves at 0
 */
record ChannelStatistics(List<Double> mean, List<Double> standardDeviation) {
  static ChannelStatistics of(long[][] histogram) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (long[] levels : histogram) {
      long pixels = 0;
      long sum = 0;
      for (int level = 0; level < levels.length; level++) {
        pixels += levels[level];
        sum += level * levels[level];
      }
      double mean = (double) sum / pixels;
      double squares = 0;
      for (int level = 0; level < levels.length; level++) {
        squares += levels[level] * (level - mean) * (level - mean);
      }
      double deviation = Math.sqrt(squares / pixels) / 255;
      means.add(mean / 255);
      deviations.add(deviation > 0 ? deviation : 1);
    }
    return new ChannelStatistics(means, deviations);
  }
}
