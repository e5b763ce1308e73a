package io.stillhouse.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossesTest {

  @Test
  void waitsGrowAndEndWithTheBudget() {
    Losses losses = new Losses(8, new Random(1));
    for (long limit : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      assertThat(losses.add().orElseThrow())
          .isBetween(Duration.ofMillis(limit * 500), Duration.ofSeconds(limit));
    }
    assertThat(losses.add()).isEmpty();
  }

  @Test
  void whatWasLostBeforeThePipelineGotFurtherDoesNotCount() {
    Losses losses = new Losses(1, new Random(1));
    assertThat(losses.add()).isPresent();
    losses.forget();
    assertThat(losses.add()).isPresent();
    assertThat(losses.add()).isEmpty();
  }

  @Test
  void withoutABudgetTheFirstLossIsTheLast() {
    assertThat(new Losses(0, new Random(1)).add()).isEmpty();
  }
}
