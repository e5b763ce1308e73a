package io.stillhouse.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
  /**
   * Student's own data, the extra hours of sleep of ten patients by two drugs (Biometrika, 1908).
   */
  private static final double[] SLEEP_DIFFERENCES = {
    1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4
  };

  @Test
  void studentsSleepDataGiveThePublishedTest() {
    Estimate estimate = Estimate.of(SLEEP_DIFFERENCES);

    // R: t.test(extra ~ group, data = sleep, paired = TRUE)
    assertThat(estimate.mean()).isCloseTo(1.58, within(1e-12));
    assertThat(estimate.probabilityOfZero().orElseThrow()).isCloseTo(0.002833, within(5e-7));
    Interval interval = estimate.interval().orElseThrow();
    assertThat(interval.lower()).isCloseTo(0.7001142, within(5e-8));
    assertThat(interval.upper()).isCloseTo(2.4598858, within(5e-8));
  }

  @Test
  void oneValueHasAMeanAndNoInterval() {
    assertThat(Estimate.of(0.95).mean()).isEqualTo(0.95);
    assertThat(Estimate.of(0.95).interval()).isEmpty();
    assertThat(Estimate.of(0.95).probabilityOfZero()).isEmpty();
    assertThat(Estimate.of().mean()).isNaN();
    assertThat(Estimate.of().interval()).isEmpty();
  }

  @Test
  void valuesThatDoNotVaryDecide() {
    assertThat(Estimate.of(0.5, 0.5, 0.5).probabilityOfZero()).contains(0.0);
    assertThat(Estimate.of(0, 0).probabilityOfZero()).contains(1.0);
    assertThat(Estimate.of(0.5, 0.5).interval()).contains(new Interval(0.5, 0.5));
  }

  @Test
  void holmMultipliesTheSmallestMostAndNeverTurnsTheOrderRound() {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), method = "holm")
    assertThat(Holm.corrected(List.of(0.01, 0.04, 0.03, 0.005)))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(0.03, 0.06, 0.06, 0.02);
    assertThat(Holm.corrected(List.of(0.9, 0.8))).containsExactly(1.0, 1.0);
    assertThat(Holm.corrected(List.of())).isEmpty();
  }
}
