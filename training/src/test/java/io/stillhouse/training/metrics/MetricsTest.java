package io.stillhouse.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final float NAN = Float.NaN;

  @Test
  void equalLogitsGoToTheLowestClass() {
    Logits logits = new Logits(new float[] {1, 1, 0}, 3);

    assertThat(logits.prediction(0)).isZero();
    assertThat(ClassificationMetrics.topAccuracy(logits, new int[] {1}, 1)).isZero();
    assertThat(ClassificationMetrics.topAccuracy(logits, new int[] {1}, 2)).isOne();
  }

  @Test
  void largeLogitsDoNotOverflow() {
    Logits logits = new Logits(new float[] {3e38f, 0}, 2);

    assertThat(logits.probabilities(0)).containsExactly(1, 0);
    assertThat(ClassificationMetrics.negativeLogLikelihood(logits, new int[] {0})).isZero();
  }

  @Test
  void predictionsThatAreNotNumbersAreWrongAndSpoilTheMeans() {
    Logits logits = new Logits(new float[] {NAN, 1, 0, 1}, 2);
    int[] labels = {1, 1};

    assertThat(ClassificationMetrics.accuracy(logits, labels)).isEqualTo(0.5);
    assertThat(ClassificationMetrics.topAccuracy(logits, labels, 5)).isEqualTo(0.5);
    assertThat(ClassificationMetrics.negativeLogLikelihood(logits, labels)).isNaN();
    assertThat(Reliability.of(logits, labels, 15).expectedCalibrationError()).isNaN();
    assertThat(ConfusionMatrix.of(logits, labels).recall(1)).isEqualTo(0.5);
  }

  @Test
  void classesWithoutImagesHaveNoRecall() {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(new Logits(new float[] {1, 0, 1, 0}, 2), new int[] {0, 0});

    assertThat(confusion.recall(0)).isOne();
    assertThat(confusion.recall(1)).isNaN();
    assertThat(confusion.macroF1()).isEqualTo(0.5);
  }

  @Test
  void aCertainPredictionFallsIntoTheLastBin() {
    Reliability reliability =
        Reliability.of(new Logits(new float[] {1000, 0, 0, 0}, 2), new int[] {1, 0}, 10);

    assertThat(reliability.bins().get(9)).isEqualTo(new Reliability.Bin(1, 1, 0));
    assertThat(reliability.bins().get(5)).isEqualTo(new Reliability.Bin(1, 0.5, 1));
    assertThat(reliability.expectedCalibrationError()).isEqualTo(0.75);
  }

  @Test
  void tiesCountOneHalf() {
    boolean[] positive = {true, false, true, false};

    assertThat(RankingMetrics.auc(new float[] {1, 1, 1, 1}, positive)).hasValue(0.5);
    assertThat(RankingMetrics.auc(new float[] {2, 2, 3, 1}, positive)).hasValue(0.875);
  }

  @Test
  void rankingsWithoutPositivesOrNegativesAreNotDefined() {
    float[] scores = {1, 2};

    assertThat(RankingMetrics.auc(scores, new boolean[] {false, false})).isEmpty();
    assertThat(RankingMetrics.auc(scores, new boolean[] {true, true})).isEmpty();
    assertThat(RankingMetrics.averagePrecision(scores, new boolean[] {false, false})).isEmpty();
    assertThat(RankingMetrics.auc(new float[] {1, NAN}, new boolean[] {true, false})).isEmpty();
  }

  @Test
  void rocCurvesRunFromCornerToCornerAndKeepTheirLength() {
    float[] scores = new float[1000];
    boolean[] positive = new boolean[1000];
    for (int i = 0; i < 1000; i++) {
      scores[i] = i;
      positive[i] = i % 3 == 0;
    }
    List<RankingMetrics.RocPoint> curve = RankingMetrics.rocCurve(scores, positive, 200);

    assertThat(curve).hasSize(200);
    assertThat(curve.get(0)).isEqualTo(new RankingMetrics.RocPoint(0, 0));
    assertThat(curve.get(199)).isEqualTo(new RankingMetrics.RocPoint(1, 1));
  }

  @Test
  void aModelIsItsOwnPerfectCopy() {
    Logits logits = new Logits(new float[] {0.3f, -2, 5, 1, 0, 0}, 3);

    assertThat(Fidelity.agreement(logits, logits)).isOne();
    assertThat(Fidelity.divergence(logits, logits)).isZero();
    assertThat(MultiLabelFidelity.divergence(logits, logits)).isZero();
  }

  @Test
  void multiLabelDivergenceIsThatOfTwoCoins() {
    Logits even = new Logits(new float[] {0}, 1);
    Logits three = new Logits(new float[] {(float) Math.log(3)}, 1);

    assertThat(MultiLabelFidelity.divergence(even, three))
        .isCloseTo(0.5 * Math.log(0.5 / 0.75) + 0.5 * Math.log(0.5 / 0.25), within(1e-7));
    assertThat(new MultiLabelMetrics(three, new float[] {1}).binaryCrossEntropy())
        .isCloseTo(-Math.log(0.75), within(1e-7));
  }

  @Test
  void labelsMustBeClasses() {
    Logits logits = new Logits(new float[] {1, 0}, 2);

    assertThatThrownBy(() -> ClassificationMetrics.accuracy(logits, new int[] {2}))
        .hasMessage("label 2 of 2 classes");
    assertThatThrownBy(() -> ClassificationMetrics.accuracy(logits, new int[] {0, 1}))
        .hasMessage("2 labels for 1 images; one each is needed");
  }
}
