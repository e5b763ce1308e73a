package io.stillhouse.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({"-5, 0:00", "7, 0:07", "754, 12:34", "3723, 1:02:03", "183845, 2d 03:04:05"})
  void durationsGrowWithTheirUnits(long seconds, String text) {
    assertThat(Figures.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.95834, 0.9583",
    "0.95, 0.95",
    "12.5, 12.5",
    "3, 3",
    "0, 0",
    "-0.5, -0.5",
    "0.00003, 3.00e-05",
    "120, 120",
    "1e12, 1.00e+12",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void metricsKeepFourPlaces(double value, String text) {
    assertThat(Figures.metric(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0123, +0.0123", "-1, -1", "0, 0", "-0.0, 0"})
  void differencesHaveTheirSign(double value, String text) {
    assertThat(Figures.difference(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1536, 1.5 KiB",
    "52428800, 50 MiB",
    "9223372036854775807, 8192 PiB"
  })
  void sizesHaveBinaryUnits(long bytes, String text) {
    assertThat(Figures.size(bytes)).isEqualTo(text);
  }

  @Test
  void timesAreShownInTheZoneThatIsAskedFor() {
    assertThat(Figures.time(Instant.parse("2026-01-31T23:30:00Z"), ZoneId.of("Asia/Kathmandu")))
        .isEqualTo("2026-02-01 05:15:00");
  }
}
