package io.stillhouse.training.data;

import java.util.List;

/** Turns a uint8 pixel into (pixel / 255 - mean) / standardDeviation, through a table a channel. */
final class Normalisation {
  static final int LEVELS = 256;

  private final float[][] tables;

  Normalisation(List<Double> mean, List<Double> standardDeviation) {
    tables = new float[mean.size()][LEVELS];
    for (int c = 0; c < tables.length; c++) {
      for (int level = 0; level < LEVELS; level++) {
        tables[c][level] = (float) ((level / 255.0 - mean.get(c)) / standardDeviation.get(c));
      }
    }
  }

  /** The 256 values of a channel. */
  float[] table(int channel) {
    return tables[channel];
  }
}
