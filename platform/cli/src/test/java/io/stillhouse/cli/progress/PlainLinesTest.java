package io.stillhouse.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.run.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final PlainLines lines = new PlainLines();
  private final RunProgress run = new RunProgress("p/r", List.of("dataset", "train"), START);

  @Test
  void aLineTellsEachChangeOnceAndNothingBeforeTheFirst() {
    assertThat(next(0)).isEmpty();
    run.running("dataset", 1, START.plusSeconds(1));
    assertThat(next(1)).containsExactly("0:01  dataset: started");
    assertThat(next(2)).isEmpty();
    run.ended("dataset", StepState.SUCCEEDED, "", START.plusSeconds(3));
    run.running("train", 1, START.plusSeconds(3));
    assertThat(next(3)).containsExactly("0:03  dataset: succeeded in 0:02", "0:03  train: started");
    run.running("train", 2, START.plusSeconds(5));
    assertThat(next(5)).containsExactly("0:05  train: started, attempt 2");
    run.ended("train", StepState.FAILED, "loss is NaN at step 12", START.plusSeconds(6));
    assertThat(next(6)).containsExactly("0:06  train: failed in 0:03: loss is NaN at step 12");
  }

  @Test
  void aStepThatWasNeverSeenAtWorkIsStillTold() {
    run.ended("dataset", StepState.SUCCEEDED, "cached from p/q", START);

    assertThat(next(0)).containsExactly("0:00  dataset: succeeded: cached from p/q");
  }

  @Test
  void progressIsToldAfterTenSecondsAndLessOftenTheLongerAStepTakes() {
    run.running("train", 1, START);
    List<String> told = new ArrayList<>();
    for (int second = 0; second <= 3600; second++) {
      run.progressed(
          "train",
          "epoch " + (1 + second / 600) + " of 7",
          second,
          4200,
          START.plusSeconds(second));
      run.measured("train", "train/loss", 0.5);
      told.addAll(next(second));
    }

    assertThat(told.subList(0, 4))
        .containsExactly(
            "0:00  train: started",
            "0:10  train: 0%, eta 1:09:50, loss 0.5, epoch 1 of 7",
            "0:20  train: 0%, eta 1:09:40, loss 0.5, epoch 1 of 7",
            "0:30  train: 0%, eta 1:09:30, loss 0.5, epoch 1 of 7");
    assertThat(told).hasSizeBetween(25, 45);
  }

  @Test
  void everyWarningIsToldOnceAndAFloodIsCounted() {
    run.running("train", 1, START);
    next(0);
    run.warned("train", "3 images are\nquarantined");

    assertThat(next(1)).containsExactly("0:01  train: warning: 3 images are quarantined");
    assertThat(next(2)).isEmpty();
    for (int i = 0; i < 25; i++) {
      run.warned("train", "again " + i);
    }
    assertThat(next(3))
        .hasSize(21)
        .startsWith("0:03  5 more warnings: see the logs", "0:03  train: warning: again 5")
        .endsWith("0:03  train: warning: again 24");
  }

  @Test
  void whatAStepSaysWhenItsUserStopsItIsNoWarning() {
    run.running("train", 1, START);
    next(0);
    run.canceling();
    run.warned("train", "told to stop");

    assertThat(next(1)).containsExactly("0:01  train: canceling");
  }

  @Test
  void aStepThatDoesNotMoveStaysSilent() {
    run.running("train", 1, START);
    run.progressed("train", "epoch 1 of 2", 5, 10, START);
    next(0);

    assertThat(next(3600)).isEmpty();
  }

  private List<String> next(int second) {
    return lines.next(run, START.plusSeconds(second));
  }
}
