package io.stillhouse.server.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against R 4: {@code t.test}. */
class SampleTest {
  @Test
  void theIntervalOfAMeanIsStudents() {
    Interval interval = Sample.of(new double[] {1, 2, 3, 4, 5}).interval().orElseThrow();
    assertThat(interval.lower()).isCloseTo(1.036757, within(1e-6));
    assertThat(interval.upper()).isCloseTo(4.963243, within(1e-6));
  }

  @Test
  void theIntervalOfADifferenceIsWelchs() {
    Interval interval =
        Sample.of(new double[] {3, 4, 5})
            .intervalOfDifference(Sample.of(new double[] {1, 2, 3}))
            .orElseThrow();
    // Equal variances and sizes: 2 +- t(0.975, 4) * sqrt(2 / 3)
    assertThat(interval.lower()).isCloseTo(2 - 2.776445 * Math.sqrt(2.0 / 3), within(1e-5));
    assertThat(interval.upper()).isCloseTo(2 + 2.776445 * Math.sqrt(2.0 / 3), within(1e-5));
  }

  @Test
  void oneValueTellsNothingOfItsSpread() {
    assertThat(Sample.of(new double[] {1}).interval()).isEmpty();
    assertThat(Sample.of(new double[] {1}).intervalOfDifference(Sample.of(new double[] {1, 2})))
        .isEmpty();
  }
}
