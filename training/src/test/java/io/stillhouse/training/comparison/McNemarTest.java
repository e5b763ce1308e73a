package io.stillhouse.training.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void theProbabilityIsThatOfFairCoins() {
    assertThat(McNemar.probability(0, 0)).isOne();
    assertThat(McNemar.probability(5, 5)).isOne();
    assertThat(McNemar.probability(10, 0)).isCloseTo(2.0 / 1024, within(1e-12));
    assertThat(McNemar.probability(1, 7)).isCloseTo(2 * 9.0 / 256, within(1e-12));
    assertThat(McNemar.probability(7, 1)).isEqualTo(McNemar.probability(1, 7));
  }

  @Test
  void manyImagesDoNotUnderflow() {
    // The normal approximation with continuity correction gives z = 3.985.
    assertThat(McNemar.probability(5200, 4800)).isCloseTo(6.6e-5, within(0.5e-5));
  }
}
