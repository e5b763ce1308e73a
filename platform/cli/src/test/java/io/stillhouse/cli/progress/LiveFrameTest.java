package io.stillhouse.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.text.Glyphs;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.TerminalSize;
import io.stillhouse.model.run.StepState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFrameTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant NOW = START.plusSeconds(42);

  private final LiveFrame frame = new LiveFrame(Style.plain());

  @Test
  void everyStepIsOneLineWithStateProgressEstimateMetricsAndTime() {
    assertThat(frame.draw(quickstart(), NOW, new TerminalSize.Size(100, 24)))
        .containsExactly(
            "quickstart/20260131-120000-abc123                                                               0:42",
            "+ dataset           cached from quickstart/20260130-080000-xyz789                               0:00",
            "+ teacher-resnet20  loss 0.1  accuracy 0.953                                                    0:20",
            "| teacher-vgg8      ########--------  50%  eta 0:20  loss 0.213  epoch 2 of 4                   0:41",
            "x soft-labels       the teacher's classes differ from the dataset's                             0:01",
            "- finetune          soft-labels failed",
            ". evaluate",
            "4 of 6 steps done, 1 running, 1 failed");
  }

  @Test
  void aNarrowWindowLosesTheBarAndThenWhatStandsToTheRightButNeverWraps() {
    for (int columns = 20; columns < 120; columns++) {
      for (String line : frame.draw(quickstart(), NOW, new TerminalSize.Size(columns, 24))) {
        assertThat(line.length())
            .as("a window of %d columns: %s", columns, line)
            .isLessThanOrEqualTo(columns);
      }
    }
    assertThat(frame.draw(quickstart(), NOW, new TerminalSize.Size(50, 24)).get(3))
        .isEqualTo("| teacher-vgg8       50%  eta 0:20  loss~     0:41");
  }

  @Test
  void aLowWindowKeepsWhatIsAtWorkAndWhatFailedAndSaysHowMuchIsHidden() {
    List<String> lines = frame.draw(quickstart(), NOW, new TerminalSize.Size(80, 7));

    assertThat(lines).hasSize(5);
    assertThat(lines.subList(1, 4))
        .satisfiesExactly(
            line -> assertThat(line).contains("teacher-vgg8"),
            line -> assertThat(line).contains("soft-labels"),
            line -> assertThat(line).contains("evaluate"));
    assertThat(lines.get(4)).endsWith(", 3 not shown");
  }

  @Test
  void theLastThreeWarningsStandBelowTheStepsAndCountAsRows() {
    RunProgress run = quickstart();
    for (int i = 1; i <= 4; i++) {
      run.warned("dataset", "image " + i + " is quarantined");
    }

    List<String> lines = frame.draw(run, NOW, new TerminalSize.Size(40, 9));

    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .containsExactly(
            "warning dataset: image 2 is quarantined",
            "warning dataset: image 3 is quarantined",
            "warning dataset: image 4 is quarantined");
    assertThat(lines).hasSizeLessThan(9).allMatch(line -> line.length() <= 40);
  }

  @Test
  void coloursDoNotCountAsColumns() {
    TerminalSize.Size size = new TerminalSize.Size(60, 24);
    List<String> plain =
        new LiveFrame(new Style(Style.Colours.OFF, Glyphs.UNICODE)).draw(quickstart(), NOW, size);

    List<String> coloured =
        new LiveFrame(new Style(Style.Colours.ON, Glyphs.UNICODE)).draw(quickstart(), NOW, size);

    assertThat(String.join("", coloured)).contains("\u001b[31m");
    assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
        .isEqualTo(plain);
  }

  private static RunProgress quickstart() {
    RunProgress run =
        new RunProgress(
            "quickstart/20260131-120000-abc123",
            List.of(
                "dataset",
                "teacher-resnet20",
                "teacher-vgg8",
                "soft-labels",
                "finetune",
                "evaluate"),
            START);
    run.running("dataset", 1, START);
    run.ended(
        "dataset", StepState.SUCCEEDED, "cached from quickstart/20260130-080000-xyz789", START);
    run.running("teacher-resnet20", 1, START.plusSeconds(1));
    run.measured("teacher-resnet20", "train/loss", 0.1);
    run.measured("teacher-resnet20", "validation/accuracy", 0.953);
    run.ended("teacher-resnet20", StepState.SUCCEEDED, "", START.plusSeconds(21));
    run.running("teacher-vgg8", 1, START.plusSeconds(1));
    run.progressed("teacher-vgg8", "epoch 1 of 4", 0, 200, START.plusSeconds(22));
    run.progressed("teacher-vgg8", "epoch 2 of 4", 100, 200, START.plusSeconds(42));
    run.measured("teacher-vgg8", "train/loss", 0.213);
    run.running("soft-labels", 1, START.plusSeconds(22));
    run.ended(
        "soft-labels",
        StepState.FAILED,
        "the teacher's classes differ from the dataset's",
        START.plusSeconds(23));
    run.ended("finetune", StepState.SKIPPED, "soft-labels failed", START.plusSeconds(23));
    return run;
  }
}
