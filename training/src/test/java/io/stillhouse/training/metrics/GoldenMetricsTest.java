package io.stillhouse.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.golden.GoldenFile;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GoldenMetricsTest {
  /** Logits are float32 here and float64 in the reference. */
  private static final Offset<Double> CLOSE = within(1e-6);

  private final GoldenFile golden = GoldenFile.read("metrics.json");
  private final Logits logits = logits("logits", 4);
  private final int[] labels = golden.integers("labels");

  @Test
  void classificationFiguresMatchTheReference() {
    assertThat(ClassificationMetrics.accuracy(logits, labels)).isEqualTo(golden.number("accuracy"));
    assertThat(ClassificationMetrics.topAccuracy(logits, labels, 2))
        .isEqualTo(golden.number("top2"));
    assertThat(ClassificationMetrics.negativeLogLikelihood(logits, labels))
        .isCloseTo(golden.number("nll"), CLOSE);
    assertThat(ClassificationMetrics.brier(logits, labels))
        .isCloseTo(golden.number("brier"), CLOSE);
    assertThat(Reliability.of(logits, labels, 15).expectedCalibrationError())
        .isCloseTo(golden.number("ece15"), CLOSE);
  }

  @Test
  void confusionAndItsF1MatchTheReference() {
    ConfusionMatrix confusion = ConfusionMatrix.of(logits, labels);

    assertThat(Arrays.stream(confusion.counts()).mapToDouble(count -> count))
        .containsExactly(boxed(golden.values("confusion")));
    assertThat(confusion.macroF1()).isCloseTo(golden.number("macro_f1"), CLOSE);
  }

  @Test
  void fidelityMatchesTheReference() {
    Logits teacher = logits("teacher_logits", 4);

    assertThat(Fidelity.agreement(logits, teacher)).isEqualTo(golden.number("agreement"));
    assertThat(Fidelity.divergence(teacher, logits)).isCloseTo(golden.number("fidelity_kl"), CLOSE);
  }

  @Test
  void rankingsMatchTheReference() {
    MultiLabelMetrics metrics =
        new MultiLabelMetrics(
            logits("multilabel_scores", 3), floats(golden.values("multilabel_labels")));

    for (int label = 0; label < 3; label++) {
      assertThat(metrics.auc(label).orElseThrow()).isCloseTo(golden.values("auc")[label], CLOSE);
      assertThat(metrics.averagePrecision(label).orElseThrow())
          .isCloseTo(golden.values("average_precision")[label], CLOSE);
    }
    assertThat(metrics.meanAuc())
        .isCloseTo(Arrays.stream(golden.values("auc")).average().orElseThrow(), CLOSE);
  }

  private Logits logits(String key, int classes) {
    return new Logits(floats(golden.values(key)), classes);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static Double[] boxed(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }
}
