package io.stillhouse.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TemperatureScalingTest {
  private static final int IMAGES = 20_000;

  @Test
  void findsTheTemperatureThatLabelsWereDrawnWith() {
    Random random = new Random(1);
    float[] values = new float[IMAGES * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (4 * random.nextGaussian());
    }
    Logits logits = new Logits(values, 5);
    Logits softened = logits.atTemperature(2.5);
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = draw(softened.logProbabilities(i), random.nextDouble());
    }
    double temperature = TemperatureScaling.fit(logits, labels);
    assertThat(temperature).isCloseTo(2.5, offset(0.08));
    assertSmallest(logits, labels, temperature);
  }

  private static int draw(double[] logProbabilities, double uniform) {
    double left = uniform;
    for (int c = 0; c < logProbabilities.length - 1; c++) {
      left -= Math.exp(logProbabilities[c]);
      if (left < 0) {
        return c;
      }
    }
    return logProbabilities.length - 1;
  }

  private static void assertSmallest(Logits logits, int[] labels, double temperature) {
    double smallest = likelihood(logits, labels, temperature);
    assertThat(likelihood(logits, labels, temperature * 1.05)).isGreaterThan(smallest);
    assertThat(likelihood(logits, labels, temperature / 1.05)).isGreaterThan(smallest);
    assertThat(likelihood(logits, labels, 1)).isGreaterThan(smallest);
  }

  private static double likelihood(Logits logits, int[] labels, double temperature) {
    return ClassificationMetrics.negativeLogLikelihood(logits.atTemperature(temperature), labels);
  }

  @Test
  void findsTheTemperatureOfIndependentLabels() {
    Random random = new Random(2);
    float[] values = new float[IMAGES * 2];
    float[] labels = new float[IMAGES * 2];
    for (int i = 0; i < values.length; i++) {
      double logit = 3 * random.nextGaussian();
      values[i] = (float) logit;
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit / 0.5)) ? 1 : 0;
    }
    assertThat(TemperatureScaling.fit(new Logits(values, 2), labels)).isCloseTo(0.5, offset(0.03));
  }

  @Test
  void dataWithoutAMinimumGivesTheBounds() {
    Logits logits = new Logits(new float[] {1, 0, 0, 1}, 2);
    assertThat(TemperatureScaling.fit(logits, new int[] {0, 1}))
        .isEqualTo(TemperatureScaling.LOWEST);
    assertThat(TemperatureScaling.fit(logits, new int[] {1, 0}))
        .isEqualTo(TemperatureScaling.HIGHEST);
  }

  @Test
  void logitsOfANetworkThatDivergedAreRefused() {
    Logits logits = new Logits(new float[] {Float.NaN, 0}, 2);
    assertThatThrownBy(() -> TemperatureScaling.fit(logits, new int[] {1}))
        .hasMessage("logits that are not finite fit no temperature");
    assertThatThrownBy(() -> TemperatureScaling.fit(logits, new float[] {1, 0}))
        .hasMessage("logits that are not finite fit no temperature");
  }
}
