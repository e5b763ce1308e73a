package io.stillhouse.steps.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberTextTest {
  @Test
  void sharesArePercentages() {
    assertThat(NumberText.percent(0.974)).isEqualTo("97.40%");
    assertThat(NumberText.percent(Double.NaN)).isEqualTo("NaN");
    assertThat(NumberText.wholePercent(-0.127)).isEqualTo("−13%");
  }

  @Test
  void differencesCarryTheirSign() {
    assertThat(NumberText.points(0.0193)).isEqualTo("+1.93");
    assertThat(NumberText.points(-0.0193)).isEqualTo("−1.93");
    assertThat(NumberText.points(-0.00001)).isEqualTo("0.00");
    assertThat(NumberText.signed(Double.POSITIVE_INFINITY, 2)).isEqualTo("+∞");
  }

  @Test
  void largeNumbersAreGroupedOrShortened() {
    assertThat(NumberText.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(NumberText.shortCount(78_042)).isEqualTo("78.0k");
    assertThat(NumberText.shortCount(999)).isEqualTo("999");
    assertThat(NumberText.bytes(319_488)).isEqualTo("312 KiB");
  }

  @Test
  void durationsHaveTheUnitThatSuitsThem() {
    assertThat(NumberText.duration(0.00124)).isEqualTo("1.24 ms");
    assertThat(NumberText.duration(0.00068)).isEqualTo("680 µs");
    assertThat(NumberText.duration(12.34)).isEqualTo("12.3 s");
  }

  @Test
  void ticksHaveNoMoreDigitsThanTheyNeed() {
    assertThat(NumberText.tick(0.30000000000000004)).isEqualTo("0.3");
    assertThat(NumberText.tick(3_000_000)).isEqualTo("3M");
    assertThat(NumberText.tick(-0.05)).isEqualTo("−0.05");
    assertThat(NumberText.tick(0)).isEqualTo("0");
    assertThat(NumberText.percentTick(0.975)).isEqualTo("97.5%");
  }
}
