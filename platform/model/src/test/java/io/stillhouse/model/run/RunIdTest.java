package io.stillhouse.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
  private static final Instant TIME = Instant.parse("2026-01-31T23:59:58Z");

  @Test
  void aNewIdTellsItsTimeInUtcAndSortsByIt() {
    RunId early = RunId.create(TIME, new SplittableRandom(1));
    RunId late = RunId.create(TIME.plusSeconds(2), new SplittableRandom(1));
    assertThat(early.value()).matches("20260131-235958-[a-z0-9]{6}");
    assertThat(late.value()).startsWith("20260201-000000-");
    assertThat(early).isLessThan(late);
  }

  @Test
  void idsOfTheSameSecondDiffer() {
    SplittableRandom random = new SplittableRandom(1);
    assertThat(RunId.create(TIME, random)).isNotEqualTo(RunId.create(TIME, random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20260131-235958",
        "20260131-235958-ABCDEF",
        "20260131-235958-abcdefg",
        "../../../../etc/passwd",
        "٢٠٢٦٠١٣١-235958-abcdef",
        "20260131-235958-abcdef\n"
      })
  void whatIsNoRunIdIsRefused(String text) {
    assertThat(RunId.isValid(text)).isFalse();
    assertThatThrownBy(() -> new RunId(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
