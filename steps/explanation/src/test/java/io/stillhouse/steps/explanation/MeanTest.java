package io.stillhouse.steps.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeanTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void ofIndependentImagesTheIntervalIsTheUsualOne() {
    Mean mean = Mean.of(new double[] {1, 2, 3, 6}, new long[] {1, 2, 3, 4});

    // The sample variance is 14/3.
    assertThat(mean.value()).isEqualTo(3);
    assertThat(mean.upper() - 3).isCloseTo(1.959963984540054 * Math.sqrt(14 / 3.0 / 4), CLOSE);
    assertThat(3 - mean.lower()).isCloseTo(mean.upper() - 3, CLOSE);
  }

  @Test
  void sayingTheSameTwiceMakesNothingMoreCertain() {
    Mean once = Mean.of(new double[] {1, 2, 3, 6}, new long[] {1, 2, 3, 4});
    Mean twice =
        Mean.of(new double[] {1, 1, 2, 2, 3, 3, 6, 6}, new long[] {1, 1, 2, 2, 3, 3, 4, 4});

    assertThat(twice.upper()).isCloseTo(once.upper(), CLOSE);
    assertThat(twice.count()).isEqualTo(8);
  }

  @Test
  void whatIsNotDefinedIsLeftOut() {
    Mean mean = Mean.of(new double[] {Double.NaN, 2, Double.NaN}, new long[] {1, 2, 3});

    assertThat(mean.count()).isOne();
    assertThat(mean.value()).isEqualTo(2);
    assertThat(mean.lower()).isNaN();
    assertThat(Mean.of(new double[] {Double.NaN}, new long[] {1}).value()).isNaN();
  }
}
