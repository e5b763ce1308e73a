package io.stillhouse.server.trigger.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  private static List<String> times(String expression, ZoneId zone, String from, int count) {
    CronSchedule schedule = CronSchedule.parse(expression, zone);
    List<String> times = new ArrayList<>();
    Instant time = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      time = schedule.next(time).orElseThrow();
      times.add(time.toString());
    }
    return times;
  }

  @Test
  void aTimeOfTheDayIsThatOfThePlace() {
    assertThat(times("30 2 * * 1-5", ZURICH, "2026-01-02T00:00:00Z", 3))
        .containsExactly("2026-01-02T01:30:00Z", "2026-01-05T01:30:00Z", "2026-01-06T01:30:00Z");
    assertThat(times("30 2 * * *", ZURICH, "2026-07-01T00:00:00Z", 1))
        .containsExactly("2026-07-01T00:30:00Z");
  }

  @Test
  void whatFallsIntoTheHourThatIsLeftOutHappensOnceWhenTheClockWasPutForward() {
    // 2026-03-29 02:00 becomes 03:00, which is 01:00 UTC.
    assertThat(times("30 2 * * *", ZURICH, "2026-03-28T02:00:00Z", 2))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    assertThat(times("*/20 * * * *", ZURICH, "2026-03-29T00:30:00Z", 4))
        .containsExactly(
            "2026-03-29T00:40:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-29T01:20:00Z",
            "2026-03-29T01:40:00Z");
  }

  @Test
  void aTimeOfTheDayThatThereIsTwiceHappensAtTheFirst() {
    // 2026-10-25 03:00 becomes 02:00, which is 01:00 UTC.
    assertThat(times("30 2 * * *", ZURICH, "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    assertThat(times("30 2 * * *", ZURICH, "2026-10-25T01:10:00Z", 1))
        .containsExactly("2026-10-26T01:30:00Z");
  }

  @Test
  void anIntervalGoesThroughTheHourThatThereIsTwiceTwice() {
    assertThat(times("*/30 * * * *", ZURICH, "2026-10-24T23:40:00Z", 6))
        .containsExactly(
            "2026-10-25T00:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:00:00Z",
            "2026-10-25T02:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Zurich, 17 3 * * *",
    "America/New_York, */7 1-3 * * *",
    "Australia/Lord_Howe, '10,50 * * * *'",
    "Asia/Kathmandu, 0 0 1 * *",
    "America/Sao_Paulo, 0 0 * * 0"
  })
  void timesOnlyGoForwardAndAreThoseOfTheClocks(String zone, String expression) {
    ZoneId place = ZoneId.of(zone);
    CronSchedule schedule = CronSchedule.parse(expression, place);
    Instant time = Instant.parse("2017-01-01T00:00:00Z");
    Instant end = Instant.parse("2017-12-31T00:00:00Z");
    int odd = 0;
    while (time.isBefore(end)) {
      Instant next = schedule.next(time).orElseThrow();
      assertThat(next).isAfter(time);
      // A time between two is followed by the same.
      assertThat(schedule.next(time.plusSeconds(1))).contains(next);
      LocalDateTime shown = LocalDateTime.ofInstant(next, place);
      CronSchedule plain = CronSchedule.parse(expression, ZoneOffset.UTC);
      boolean named =
          plain
              .next(shown.minusMinutes(1).toInstant(ZoneOffset.UTC))
              .equals(java.util.Optional.of(shown.toInstant(ZoneOffset.UTC)));
      odd += named ? 0 : 1;
      time = next;
    }
    // Only where the clocks are put forward may one show what the expression does not name.
    assertThat(odd).isLessThanOrEqualTo(1);
  }

  @Test
  void aDayOfTheMonthAndADayOfTheWeekMeanEitherAsInEveryCron() {
    assertThat(times("0 12 13 * 5", ZoneId.of("UTC"), "2026-01-01T00:00:00Z", 3))
        .containsExactly("2026-01-02T12:00:00Z", "2026-01-09T12:00:00Z", "2026-01-13T12:00:00Z");
  }

  @Test
  void theLeapDayIsFound() {
    assertThat(times("0 0 29 2 *", ZoneId.of("UTC"), "2026-01-01T00:00:00Z", 1))
        .containsExactly("2028-02-29T00:00:00Z");
  }

  @Test
  void whatIsNoScheduleIsRefusedWithAReason() {
    assertThatThrownBy(() -> CronSchedule.parse("* * * *", ZURICH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 4 fields, it must have five");
    assertThatThrownBy(() -> CronSchedule.parse("61 * * * *", ZURICH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("61");
    assertThatThrownBy(() -> CronSchedule.parse("0 0 30 2 *", ZURICH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no month");
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(CronSchedule.parse("  30  2 * * * ", ZURICH))
        .hasToString("30 2 * * * Europe/Zurich");
  }
}
