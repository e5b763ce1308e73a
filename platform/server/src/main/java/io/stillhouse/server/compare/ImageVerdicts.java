package io.stillhouse.server.compare;

import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.training.comparison.Interval;
import io.stillhouse.training.comparison.McNemar;
import io.stillhouse.v1.Verdict;
import io.stillhouse.v1.VerdictBasis;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges one run against another by what their models answered to the same images: the paired
 * bootstrap, and McNemar's test. That tells how certain the difference of these two models is, not
 * how models vary that are trained again.
 */
final class ImageVerdicts {
  /** More undefined resamples than a tail holds would make the interval's end arbitrary. */
  private static final double MOST_UNDEFINED = 0.025;

  private final ImageAnswersReader answers;

  ImageVerdicts(ImageAnswersReader answers) {
    this.answers = answers;
  }

  /**
   * Says how a run's figure differs from that of another.
   *
   * @param verdict what is judged: gets what was found out, with the method
   * @return the interval of the difference; empty if there can be none, which the method explains
   */
  Optional<Interval> judge(
      Verdict.Builder verdict, RunDetails judged, RunDetails baseline, String metric) {
    try {
      if (!Verdicts.JUDGED.contains(metric)) {
        throw new NotComparableException(metric + " is not worked out from single images");
      }
      ImageAnswers own = answers.of(judged, metric);
      ImageAnswers other = answers.of(baseline, metric);
      own.requireSameImages(other);
      Interval interval = interval(own.figure(metric), other.figure(metric));
      int resamples = own.figure(metric).length;
      verdict.setBasis(VerdictBasis.OVER_IMAGES).setImages(own.count()).setResamples(resamples);
      String test = metric.equals("gapRecovered") ? "" : mcNemar(verdict, own, other);
      verdict.setMethod(
          String.format(
              Locale.ROOT,
              "paired bootstrap over the %,d images of split %s%s, %,d resamples with seed %d, 95%%"
                  + " interval%s. Of these two models only: how others would turn out that are"
                  + " trained with other seeds it does not tell",
              own.count(),
              own.split(),
              own.units().equals("images") ? "" : ", drawn by " + own.units(),
              resamples,
              ImageResampling.SEED,
              test));
      return Optional.of(interval);
    } catch (NotComparableException e) {
      verdict.setMethod(
          "no interval: with one seed each the two can only be held against each other image by"
              + " image, but "
              + e.why());
      return Optional.empty();
    }
  }

  private static Interval interval(double[] own, double[] other) throws NotComparableException {
    double[] differences = new double[own.length];
    int defined = 0;
    for (int i = 0; i < own.length; i++) {
      double difference = own[i] - other[i];
      if (!Double.isNaN(difference)) {
        differences[defined++] = difference;
      }
    }
    if (own.length - defined > MOST_UNDEFINED * own.length) {
      throw new NotComparableException("on too many resamples the figure is not defined");
    }
    return Interval.of(Arrays.copyOf(differences, defined));
  }

  private static String mcNemar(Verdict.Builder verdict, ImageAnswers own, ImageAnswers other) {
    if (own.right().length == 0) {
      return "";
    }
    long onlyOwn = 0;
    long onlyOther = 0;
    for (int i = 0; i < own.right().length; i++) {
      onlyOwn += own.right()[i] && !other.right()[i] ? 1 : 0;
      onlyOther += !own.right()[i] && other.right()[i] ? 1 : 0;
    }
    double probability = McNemar.probability(onlyOwn, onlyOther);
    verdict.setOnlyGroupRight(onlyOwn).setOnlyBaselineRight(onlyOther).setMcnemarP(probability);
    return String.format(
        Locale.ROOT,
        "; %,d images only it names rightly, %,d only the baseline, McNemar's p = %.2g",
        onlyOwn,
        onlyOther,
        probability);
  }
}
