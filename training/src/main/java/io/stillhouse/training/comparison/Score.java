package io.stillhouse.training.comparison;

/** A model's headline metric on a weighted set of images. */
public interface Score {
  /**
   * The metric when each image counts as often as its weight says; NaN where it is not defined.
   *
   * @param weights for each image how often it counts, 0 or more
   */
  double of(int[] weights);
}
