package io.stillhouse.training.comparison;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Resamples the images of a split and scores several models on each resample: since all models see
 * the same resample, what makes an image hard for all of them cancels out of their differences
 * (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).
 *
 * @param units what is drawn
 * @param resamples how many resamples there are, 1 or more
 * @param seed fixes every draw
 */
public record PairedBootstrap(ResamplingUnits units, int resamples, long seed) {
  /** Checks the number of resamples. */
  public PairedBootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples is " + resamples + ", not 1 or more");
    }
  }

  /** The scores of each model (row) on each resample (column). */
  public double[][] scores(List<Score> models) {
    double[][] scores = new double[models.size()][resamples];
    SplittableRandom random = new SplittableRandom(seed);
    for (int resample = 0; resample < resamples; resample++) {
      int[] weights = units.draw(random);
      for (int model = 0; model < scores.length; model++) {
        scores[model][resample] = models.get(model).of(weights);
      }
    }
    return scores;
  }
}
