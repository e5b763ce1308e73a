package io.stillhouse.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.sweep.SweepLine.Phase;
import io.stillhouse.cli.text.Glyphs;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.Terminal;
import io.stillhouse.cli.text.TerminalSize;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SweepDisplayTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
  private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

  private final StringWriter written = new StringWriter();

  private static SweepLine waiting(String words) {
    return new SweepLine(words, CLOCK, run -> {});
  }

  private static SweepLine succeeded(String words) {
    SweepLine line = waiting(words);
    line.runEnded(
        RunOutcome.newBuilder()
            .setState(State.SUCCEEDED)
            .addSteps(
                StepOutcome.newBuilder()
                    .setState(State.SUCCEEDED)
                    .setResult(StepResult.newBuilder().putMetrics("student.accuracy", 0.5)))
            .build());
    return line;
  }

  private static SweepLine failed(String words) {
    SweepLine line = waiting(words);
    line.ended(Phase.FAILED, "student: no memory");
    return line;
  }

  private String shown(List<SweepLine> lines, int rows) {
    Terminal terminal =
        new Terminal(
            true, true, Style.Colours.OFF, Glyphs.ASCII, () -> new TerminalSize.Size(60, rows));
    try (SweepDisplay display =
        new SweepDisplay(
            "trial", lines, CLOCK, terminal, SweepDisplay.Stream.OUT, new PrintWriter(written))) {
      display.notice("Canceling.");
    }
    String all = CONTROL.matcher(written.toString()).replaceAll("");
    return all.substring(all.lastIndexOf("trial"));
  }

  @Test
  void everyRunHasALineAndTheLastSumsThemUp() {
    assertThat(shown(List.of(succeeded("seed=1"), failed("seed=2"), waiting("seed=3")), 24).lines())
        .map(String::strip)
        .containsSubsequence(
            "+ seed=1  student 0.5",
            "x seed=2  student: no memory",
            ". seed=3",
            "3 runs: 1 succeeded, 1 failed, 1 waiting",
            "Canceling.");
  }

  @Test
  void inALowWindowWhatFailedIsShownAndTheRestIsCounted() {
    List<SweepLine> lines = new ArrayList<>();
    lines.add(failed("seed=0"));
    for (int seed = 1; seed < 1000; seed++) {
      lines.add(waiting("seed=" + seed));
    }
    String shown = shown(lines, 10);
    assertThat(shown.lines().count()).isLessThan(10);
    assertThat(shown).contains("x seed=0").contains(". seed=1").contains(", 995 not shown");
  }
}
