package io.stillhouse.training.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.metrics.RankingMetrics;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  @Test
  void percentilesInterpolateBetweenNeighbours() {
    double[] sample = IntStream.rangeClosed(0, 100).mapToDouble(i -> 100 - i).toArray();

    assertThat(Interval.of(sample)).isEqualTo(new Interval(2.5, 97.5));
    assertThat(Interval.of(new double[] {1, Double.NaN}).lower()).isNaN();
    assertThat(Interval.of(new double[0]).upper()).isNaN();
  }

  @Test
  void theIntervalOfAnAccuracyHasTheBinomialWidth() {
    Score half = new AccuracyScore(alternating(1000));
    double[] scores =
        new PairedBootstrap(ResamplingUnits.images(1000), 4000, 1).scores(List.of(half))[0];
    Interval interval = Interval.of(scores);

    double expected = 2 * 1.96 * Math.sqrt(0.25 / 1000);
    assertThat(interval.upper() - interval.lower()).isCloseTo(expected, within(0.1 * expected));
    assertThat((interval.upper() + interval.lower()) / 2).isCloseTo(0.5, within(0.005));
  }

  @Test
  void modelsThatAnswerAlikeDifferInNoResample() {
    double[][] scores =
        new PairedBootstrap(ResamplingUnits.images(100), 50, 1)
            .scores(
                List.of(new AccuracyScore(alternating(100)), new AccuracyScore(alternating(100))));

    assertThat(scores[0]).containsExactly(scores[1]);
  }

  @Test
  void theSeedFixesEveryDraw() {
    Score score = new AccuracyScore(alternating(100));
    ResamplingUnits units = ResamplingUnits.images(100);

    assertThat(new PairedBootstrap(units, 20, 7).scores(List.of(score))[0])
        .containsExactly(new PairedBootstrap(units, 20, 7).scores(List.of(score))[0])
        .isNotEqualTo(new PairedBootstrap(units, 20, 8).scores(List.of(score))[0]);
  }

  @Test
  void imagesOfOnePatientAreDrawnTogether() {
    ResamplingUnits patients = ResamplingUnits.groups(new long[] {9, 4, 9, 4, 4, 2});
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      int[] weights = patients.draw(random);
      assertThat(weights[0]).isEqualTo(weights[2]);
      assertThat(weights[1]).isEqualTo(weights[3]).isEqualTo(weights[4]);
      assertThat(weights[0] + weights[1] + weights[5]).isEqualTo(3);
    }
  }

  @Test
  void weightedAucIsTheAucOfRepeatedImages() {
    float[] scores = {0.1f, 0.4f, 0.4f, 0.8f};
    boolean[] positive = {false, true, false, true};
    double weighted = new MeanAucScore(scores, positive, 1).of(new int[] {2, 0, 3, 1});

    double repeated =
        RankingMetrics.auc(
                new float[] {0.1f, 0.1f, 0.4f, 0.4f, 0.4f, 0.8f},
                new boolean[] {false, false, false, false, false, true})
            .orElseThrow();
    assertThat(weighted).isEqualTo(repeated);
    assertThat(new MeanAucScore(scores, positive, 1).of(new int[] {1, 2, 1, 1}))
        .isEqualTo(
            RankingMetrics.auc(
                    new float[] {0.1f, 0.4f, 0.4f, 0.4f, 0.8f},
                    new boolean[] {false, true, true, false, true})
                .orElseThrow());
  }

  @Test
  void meanAucLeavesOutLabelsThatLackPositives() {
    float[] scores = {1, 0, 0, 0};
    boolean[] positive = {true, false, false, false};

    assertThat(new MeanAucScore(scores, positive, 2).of(new int[] {1, 1})).isOne();
    assertThat(new MeanAucScore(scores, positive, 2).of(new int[] {0, 1})).isNaN();
  }

  @Test
  void theGapIsUndefinedUnlessTheTeacherIsBetter() {
    assertThat(GapRecovered.of(0.9, 0.8, 1.0).orElseThrow()).isCloseTo(0.5, within(1e-12));
    assertThat(GapRecovered.of(0.9, 0.8, 0.8)).isEmpty();
    assertThat(GapRecovered.of(Double.NaN, 0.8, 0.9)).isEmpty();
    double[] student = new double[100];
    double[] scratch = new double[100];
    double[] teacher = new Random(1).doubles(100, 0.5, 1).toArray();
    assertThat(GapRecovered.interval(student, scratch, teacher)).hasValue(new Interval(0, 0));
    teacher[0] = teacher[1] = teacher[2] = -1;
    assertThat(GapRecovered.interval(student, scratch, teacher)).isEmpty();
  }

  private static boolean[] alternating(int length) {
    boolean[] right = new boolean[length];
    for (int i = 0; i < length; i += 2) {
      right[i] = true;
    }
    return right;
  }
}
