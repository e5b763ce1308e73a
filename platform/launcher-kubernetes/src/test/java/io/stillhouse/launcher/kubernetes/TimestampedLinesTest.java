package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TimestampedLinesTest {
  private final StringBuilder log = new StringBuilder();
  private final TimestampedLines lines =
      new TimestampedLines(bytes -> log.append(new String(bytes, StandardCharsets.UTF_8)));

  private void take(String text) {
    lines.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void timesAreTakenOffWhereverTheStreamIsCut() {
    take("2026-11-22T06:00:00.1Z one\n2026-11-22T06:0");
    take("0:00.25Z zwei \u00fc");
    take("\n2026-11-22T06:00:01Z \n");
    take("2026-11-22T06:00:02Z without end");
    lines.end();

    assertThat(log).hasToString("one\nzwei \u00fc\n\nwithout end");
  }

  @Test
  void afterAReconnectionNothingIsDoubledAndNothingIsMissing() {
    take("2026-11-22T06:00:00.1Z one\n2026-11-22T06:00:00.25Z two\n2026-11-22T06:00:00.3Z thr");
    assertThat(lines.lastTime()).isEqualTo("2026-11-22T06:00:00.25Z");
    lines.reconnected();
    take("2026-11-22T06:00:00.1Z one\n2026-11-22T06:00:00.25Z two\n");
    take("2026-11-22T06:00:00.3Z three\n2026-11-22T06:00:00.300000001Z four\n");

    assertThat(log).hasToString("one\ntwo\nthree\nfour\n");
  }

  @Test
  void whatTheKubeletSaysItselfIsNoPartOfTheLog() {
    take("2026-11-22T06:00:00Z one\nrpc error: code = Unknown desc = No such container");
    lines.end();

    assertThat(log).hasToString("one\n");
  }
}
