package io.stillhouse.server.compare;

import io.stillhouse.server.files.Predictions;
import io.stillhouse.training.comparison.AccuracyScore;
import io.stillhouse.training.comparison.MeanAucScore;
import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.ResamplingUnits;
import io.stillhouse.training.comparison.Score;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores the models of an evaluation on resamples of its images. The draws follow from the images
 * alone: two runs that were evaluated on the same ones are scored on the same resamples, and the
 * same question always gets the same answer.
 */
final class ImageResampling {
  static final long SEED = 1;

  /** As many as an evaluation makes by itself. */
  private static final int RESAMPLES = 2000;

  private static final int FEWEST_RESAMPLES = 200;

  /** What ranking costs on all resamples, in images times labels: below a second for a model. */
  private static final long MOST_RANKED = 100_000_000;

  /**
   * @param parts the names of the models by the parts that they play
   */
  ImageAnswers of(
      String dataset, String split, Predictions predictions, Map<String, String> parts) {
    boolean oneLabel = predictions.hasOneLabel();
    List<String> scored = new ArrayList<>();
    List<Score> scores = new ArrayList<>();
    boolean[] right = {};
    for (Map.Entry<String, String> part : parts.entrySet()) {
      boolean isStudent = part.getKey().equals(ImageAnswers.STUDENT);
      // Ranking is slow: of multi-label data only the student is judged.
      if (!predictions.has(part.getValue()) || !(oneLabel || isStudent)) {
        continue;
      }
      scored.add(part.getKey());
      if (oneLabel) {
        boolean[] ofModel = right(predictions, part.getValue());
        scores.add(new AccuracyScore(ofModel));
        right = isStudent ? ofModel : right;
      } else {
        scores.add(ranking(predictions, part.getValue()));
      }
    }
    Optional<long[]> groups = predictions.groups();
    ResamplingUnits units =
        groups
            .map(ResamplingUnits::groups)
            .orElseGet(() -> ResamplingUnits.images(predictions.images()));
    double[][] resampled = new PairedBootstrap(units, resamples(predictions), SEED).scores(scores);
    Map<String, double[]> byPart = new HashMap<>();
    for (int i = 0; i < scored.size(); i++) {
      byPart.put(scored.get(i), resampled[i]);
    }
    return new ImageAnswers(
        dataset,
        split,
        digest(predictions),
        predictions.images(),
        groups.isPresent() ? "patients" : "images",
        right,
        byPart);
  }

  private static int resamples(Predictions predictions) {
    if (predictions.hasOneLabel()) {
      return RESAMPLES;
    }
    long ranked = Math.max(1, (long) predictions.images() * predictions.classes());
    return (int) Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, MOST_RANKED / ranked));
  }

  private static boolean[] right(Predictions predictions, String model) {
    boolean[] right = new boolean[predictions.images()];
    for (int image = 0; image < right.length; image++) {
      right[image] =
          !hasNaN(predictions.logits(model, image))
              && predictions.prediction(model, image) == predictions.label(image);
    }
    return right;
  }

  private static boolean hasNaN(double[] logits) {
    for (double logit : logits) {
      if (Double.isNaN(logit)) {
        return true;
      }
    }
    return false;
  }

  private static Score ranking(Predictions predictions, String model) {
    int labels = predictions.classes();
    float[] scores = new float[predictions.images() * labels];
    boolean[] positive = new boolean[scores.length];
    for (int image = 0; image < predictions.images(); image++) {
      double[] logits = predictions.logits(model, image);
      for (int label = 0; label < labels; label++) {
        scores[image * labels + label] = (float) logits[label];
        positive[image * labels + label] = predictions.isPositive(image, label);
      }
    }
    return new MeanAucScore(scores, positive, labels);
  }

  /** What must be the same for the answers to be comparable and the draws to be the same. */
  private static String digest(Predictions predictions) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    long[] ids = predictions.ids();
    Optional<long[]> groups = predictions.groups();
    ByteBuffer image = ByteBuffer.allocate(2 * Long.BYTES + predictions.classes());
    for (int i = 0; i < ids.length; i++) {
      image.clear();
      image.putLong(ids[i]).putLong(groups.isPresent() ? groups.get()[i] : 0);
      for (int label = 0; label < predictions.classes(); label++) {
        image.put((byte) (predictions.isPositive(i, label) ? 1 : 0));
      }
      digest.update(image.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
