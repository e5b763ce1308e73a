package io.stillhouse.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookScheduleTest {
  private final AtomicLong now = new AtomicLong();
  private final LookSchedule schedule =
      new LookSchedule(Duration.ofSeconds(1), Duration.ofSeconds(10), now::get);

  @Test
  void theFirstLookIsDueAtOnceAndTheNextAfterTheShortestPause() {
    assertThat(schedule.isDue()).isTrue();
    assertThat(schedule.isDue()).isFalse();
    pass(1);
    assertThat(schedule.isDue()).isTrue();
  }

  @Test
  void whatTakesLongIsLookedAtLessOftenUntilItBeginsAnew() {
    assertThat(looksWithin(20)).isEqualTo(20);
    pass(3600);
    assertThat(looksWithin(100)).isEqualTo(10);
    schedule.restart();
    assertThat(looksWithin(20)).isEqualTo(20);
  }

  private int looksWithin(int seconds) {
    int looks = 0;
    for (int second = 0; second < seconds; second++) {
      if (schedule.isDue()) {
        looks++;
      }
      pass(1);
    }
    return looks;
  }

  private void pass(long seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
