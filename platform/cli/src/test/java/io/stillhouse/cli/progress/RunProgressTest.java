package io.stillhouse.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final RunProgress run = new RunProgress("p/r", List.of("train"), START);

  @Test
  void nothingIsEstimatedBeforeWorkWasSeenBeingDone() {
    run.running("train", 1, START);
    run.progressed("train", "loading", 0, 100, START.plusSeconds(5));

    assertThat(step().remaining()).isNull();
  }

  @Test
  void aResumedAttemptIsEstimatedByWhatItDidItselfAndNotByWhatTheCheckpointHeld() {
    run.running("train", 2, START);
    run.progressed("train", "epoch 9 of 10", 900, 1000, START.plusSeconds(10));
    run.progressed("train", "epoch 9 of 10", 950, 1000, START.plusSeconds(20));

    assertThat(step().remaining()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aNewAttemptForgetsHowFarTheOldOneWas() {
    run.running("train", 1, START);
    run.progressed("train", "epoch 1 of 2", 80, 100, START.plusSeconds(8));
    run.running("train", 2, START.plusSeconds(9));

    assertThat(step().share()).isEmpty();
    assertThat(step().remaining()).isNull();
    assertThat(step().elapsed(START.plusSeconds(11))).contains(Duration.ofSeconds(11));
  }

  @Test
  void validationCurvesComeBeforeTrainingCurves() {
    run.measured("train", "train/accuracy", 0.99);
    run.measured("train", "validation/accuracy", 0.9);
    run.measured("train", "train/accuracy", 1.0);

    assertThat(step().latest("accuracy")).contains(0.9);
    assertThat(step().latest("auc")).isEmpty();
  }

  @Test
  void aStepThatIsNotPartOfTheRunIsRefused() {
    assertThatThrownBy(() -> run.running("trian", 1, START))
        .hasMessage("Run p/r has no step trian.");
  }

  private StepProgress step() {
    return run.steps().get(0);
  }
}
