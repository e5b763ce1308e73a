package io.stillhouse.server.compare;

import io.stillhouse.training.comparison.GapRecovered;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How right the models of one evaluation were, image by image, and on resamples of the images.
 *
 * @param dataset the digest of the dataset
 * @param split the split of it
 * @param images the SHA-256 of the images' numbers, labels and groups in their order
 * @param count how many images there are
 * @param units what was drawn: {@code images}, or {@code patients} where images come in groups
 * @param right for each image whether the student named it rightly; empty for multi-label data
 * @param resampled the headline figure of each part, {@code student}, {@code scratch} and {@code
 *     teacher} as far as there are such, on each resample
 */
record ImageAnswers(
    String dataset,
    String split,
    String images,
    int count,
    String units,
    boolean[] right,
    Map<String, double[]> resampled) {
  static final String STUDENT = "student";
  static final String SCRATCH = "scratch";
  static final String TEACHER = "teacher";

  /** Refuses to be held against answers to other images. */
  void requireSameImages(ImageAnswers other) throws NotComparableException {
    if (!dataset.equals(other.dataset)) {
      throw new NotComparableException(
          "they were evaluated on different test sets (the datasets differ)");
    }
    if (!split.equals(other.split)) {
      throw new NotComparableException(
          "they were evaluated on different test sets (split "
              + split
              + " and "
              + other.split
              + ")");
    }
    if (!images.equals(other.images)) {
      throw new NotComparableException(
          "they were evaluated on different images of split " + split + ", or in another order");
    }
  }

  /** A figure on each resample; NaN on those where it is not defined. */
  double[] figure(String metric) throws NotComparableException {
    if (!metric.equals("gapRecovered")) {
      return part(STUDENT);
    }
    double[] student = part(STUDENT);
    double[] scratch = part(SCRATCH);
    double[] teacher = part(TEACHER);
    double[] gaps = new double[student.length];
    for (int i = 0; i < gaps.length; i++) {
      OptionalDouble gap = GapRecovered.of(student[i], scratch[i], teacher[i]);
      gaps[i] = gap.orElse(Double.NaN);
    }
    return gaps;
  }

  private double[] part(String part) throws NotComparableException {
    double[] scores = resampled.get(part);
    if (scores == null) {
      throw new NotComparableException("there are no answers of the " + part + " to single images");
    }
    return scores;
  }
}
