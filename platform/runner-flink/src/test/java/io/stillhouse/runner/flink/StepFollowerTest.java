package io.stillhouse.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepTask;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepFollowerTest {
  private static final RunLayout RUN = new RunLayout("tests", "20260101-000000-abcdef");

  @TempDir Path folder;
  private ArtifactStore store;
  private final ToldSteps told = new ToldSteps();

  @BeforeEach
  void openStore() {
    store = ArtifactStores.open(folder);
  }

  @Test
  void aStepIsToldFromItsWaitingToItsEnd() {
    StepFollower follower = follower(RunListener.Launch.ADOPTED);
    assertThat(follower.lookNow()).isEmpty();
    assertThat(follower.isAtWork()).isFalse();
    writeTask(1);
    assertThat(follower.lookNow()).isEmpty();
    assertThat(follower.isAtWork()).isTrue();
    writeEnd(1);
    assertThat(follower.lookNow()).isEmpty();
    writeTask(2);
    assertThat(follower.lookNow()).isEmpty();
    writeEnd(2);
    writeOutcome();
    assertThat(follower.lookNow()).isPresent();

    assertThat(told.lines)
        .containsExactly(
            "waiting s",
            "attempt 1 of s STARTED",
            "end of attempt 1 of s",
            "attempt 2 of s STARTED",
            "end of attempt 2 of s");
  }

  @Test
  void whatWasAtWorkAtTheFirstLookIsToldAsItIsAndWhatHadEndedBeforeIsNot() {
    writeTask(1);
    writeEnd(1);
    writeTask(2);
    assertThat(follower(RunListener.Launch.ADOPTED).lookNow()).isEmpty();

    assertThat(told.lines).containsExactly("attempt 2 of s ADOPTED");
  }

  @Test
  void aStepThatWasQuickerThanTheFirstLookIsToldInFull() {
    writeTask(1);
    writeEnd(1);
    writeOutcome();
    assertThat(follower(RunListener.Launch.STARTED).lookNow()).isPresent();

    assertThat(told.lines).containsExactly("attempt 1 of s STARTED", "end of attempt 1 of s");
  }

  @Test
  void aStepThatNeededNoAttemptIsNotToldToHaveWaited() {
    writeOutcome();
    assertThat(follower(RunListener.Launch.STARTED).lookNow()).isPresent();

    assertThat(told.lines).isEmpty();
  }

  private StepFollower follower(RunListener.Launch firstLaunch) {
    return new StepFollower(
        store,
        RUN,
        "s",
        told,
        new LookSchedule(Duration.ofSeconds(1), Duration.ofSeconds(1), System::nanoTime),
        firstLaunch);
  }

  private void writeTask(int attempt) {
    store.create(RUN.attempt("s", attempt).task(), ProtoJson.write(StepTask.getDefaultInstance()));
  }

  private void writeEnd(int attempt) {
    store.create(
        RUN.attempt("s", attempt).record(),
        ProtoJson.write(
            Attempt.newBuilder()
                .setNumber(attempt)
                .setError(StepError.getDefaultInstance())
                .build()));
  }

  private void writeOutcome() {
    store.create(
        RUN.stepOutcome("s"),
        ProtoJson.write(StepOutcome.newBuilder().setStep("s").setState(State.SUCCEEDED).build()));
  }
}
