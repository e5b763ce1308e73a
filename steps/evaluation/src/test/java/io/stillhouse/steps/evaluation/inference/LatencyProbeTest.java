package io.stillhouse.steps.evaluation.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyProbeTest {
  @Test
  void percentilesAreValuesThatOccurred() {
    long[] hundred = new long[100];
    for (int i = 0; i < 100; i++) {
      hundred[i] = i + 1;
    }

    assertThat(LatencyProbe.percentile(hundred, 50)).isEqualTo(50);
    assertThat(LatencyProbe.percentile(hundred, 99)).isEqualTo(99);
    assertThat(LatencyProbe.percentile(new long[] {7}, 99)).isEqualTo(7);
  }
}
