package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every step's process promises ({@code docs/contracts.md}), whatever it is written in. An
 * implementation runs a step that does what {@link CountingStep} says.
 */
@Timeout(180)
abstract class StepProcessContract {
  @TempDir Path temporary;
  private StepFixture run;

  /** Starts the process with nothing but these variables added to the environment. */
  abstract ChildJvm start(Path output, Map<String, String> environment);

  @BeforeEach
  void makeRun() throws Exception {
    run = new StepFixture(temporary);
  }

  @Test
  void aProcessThatSucceedsEndsWithZeroAndACommittedResult() throws Exception {
    String uri = run.task(1, 25, "well");
    try (ChildJvm process = start(uri)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output())
          .containsPattern(
              "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO .*starting at turn 0$");
    }
    StepResult result = run.result(1);
    assertThat(result.hasError()).isFalse();
    assertThat(result.getRun()).isEqualTo(StepFixture.RUN.name());
    assertThat(result.getStep()).isEqualTo("count");
    assertThat(result.getAttempt()).isEqualTo(1);
    assertThat(result.getMetricsMap()).isEqualTo(Map.of("count.turns", 25.0));
    assertThat(result.getStartTime().getSeconds())
        .isBetween(
            Instant.now().minus(Duration.ofMinutes(3)).getEpochSecond(),
            result.getEndTime().getSeconds());
    ArtifactReference model = result.getOutputsOrThrow("model");
    assertThat(model.getPath()).isEqualTo(StepFixture.RUN.attempt("count", 1).output("model"));
    new ArtifactReader(run.store()).verify(model);
    List<StepEvent> events = run.events(1);
    assertThat(events.stream().filter(StepEvent::hasMetric).map(e -> e.getMetric().getStep()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
    assertThat(
            events.stream()
                .filter(StepEvent::hasProgress)
                .reduce((a, b) -> b)
                .orElseThrow()
                .getProgress())
        .satisfies(last -> assertThat(last.getDone()).isEqualTo(last.getTotal()).isEqualTo(25));
    assertThat(run.unfinished()).isEmpty();
  }

  @Test
  void wrongInputEndsWith64() throws Exception {
    assertThat(fail("invalid", 64, ErrorClass.INVALID_INPUT))
        .isEqualTo("parameter turns is odd; make it even");
  }

  @Test
  void theStepsOwnFailureEndsWith1() throws Exception {
    assertThat(fail("fails", 1, ErrorClass.APPLICATION))
        .contains("the weights have the wrong shape");
    assertThat(run.result(1).getError().getDetail()).isNotEmpty();
  }

  @Test
  void usingUpTheMemoryEndsWith3() throws Exception {
    assertThat(fail("uses-up-memory", 3, ErrorClass.OUT_OF_MEMORY)).contains("out of memory");
  }

  @Test
  void anOutputThatIsDeclaredAndNotWrittenIsAFailure() throws Exception {
    assertThat(fail("forgets-output", 1, ErrorClass.APPLICATION)).contains("[model]");
  }

  @Test
  void anOutputThatIsNotDeclaredIsAFailure() throws Exception {
    assertThat(fail("uses-undeclared", 1, ErrorClass.APPLICATION)).contains("modle", "[model]");
  }

  @Test
  void withoutATaskThereIsNothingToRetry() throws Exception {
    for (Map<String, String> environment :
        List.of(
            Map.of("STILLHOUSE_TASK", ""),
            Map.of("STILLHOUSE_TASK", run.store().root() + "/none/task.json"),
            Map.of("STILLHOUSE_TASK", "gs//bucket"))) {
      try (ChildJvm process = start(temporary.resolve("log"), environment)) {
        assertThat(process.exitCode()).as(process.output()).isEqualTo(64);
        assertThat(process.output()).contains("task");
      }
    }
  }

  @Test
  void aDamagedInputIsNamedAndNotRetried() throws Exception {
    String uri = run.task(1, 1, "well");
    Path seed = run.store().localFile(run.seedFile());
    Files.writeString(seed, "sEed");
    try (ChildJvm process = start(uri)) {
      assertThat(process.exitCode()).isEqualTo(64);
    }
    assertThat(run.result(1).getError().getMessage())
        .contains("input seed", "file seed.txt", "expected 4 bytes, crc32c", "found 4 bytes");
  }

  @Test
  void aProcessThatIsToldToEndSavesACheckpointAndTheNextAttemptGoesOnFromThere() throws Exception {
    String undisturbed = undisturbed();
    try (ChildJvm process = start(run.task(1, 40, "well"))) {
      awaitStart(process);
      process.terminate();
      assertThat(process.exitCode()).as(process.output()).isEqualTo(75);
    }
    StepResult stopped = run.result(1);
    assertThat(stopped.getError().getErrorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
    assertThat(stopped.getError().getMessage()).containsPattern("stopped at turn \\d+ of 40");
    String turn = stopped.getError().getMessage().replaceAll("\\D+(\\d+) of 40", "$1");
    assertThat(run.unfinished()).isEmpty();
    try (ChildJvm process = start(run.task(2, 40, "well"))) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).contains("starting at turn " + turn);
    }
    assertThat(run.result(2).getOutputsOrThrow("model").getDigest()).isEqualTo(undisturbed);
  }

  @Test
  void aProcessThatIsKilledAgainAndAgainLosesNothingButTime() throws Exception {
    String undisturbed = undisturbed();
    for (int attempt = 1; attempt <= 3; attempt++) {
      try (ChildJvm process = start(run.task(attempt, 40, "well"))) {
        awaitTurn(process, attempt * 8);
        process.kill();
      }
      assertThat(run.store().read(StepFixture.RUN.attempt("count", attempt).result())).isEmpty();
    }
    try (ChildJvm process = start(run.task(4, 40, "well"))) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).containsPattern("starting at turn [123]0");
    }
    assertThat(run.result(4).getOutputsOrThrow("model").getDigest()).isEqualTo(undisturbed);
    assertThat(run.store().children(StepFixture.RUN.checkpoints("count")))
        .containsExactly("00000030", "00000040");
    run.store().removeUnfinished(Instant.now().plus(Duration.ofHours(1)));
    assertThat(run.unfinished()).isEmpty();
  }

  @Test
  void aProcessThatDoesNotStopIsEndedWithinHalfAMinute() throws Exception {
    try (ChildJvm process = start(run.task(1, 100_000, "never-stops"))) {
      awaitStart(process);
      Instant told = Instant.now();
      process.terminate();
      assertThat(process.exitCode()).as(process.output()).isEqualTo(75);
      assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }
    assertThat(run.result(1).getError().getMessage()).contains("did not stop within");
  }

  @Test
  void ofTwoProcessesOfOneAttemptOneCommitsAndBothEndWithZero() throws Exception {
    String uri = run.task(1, 30, "well");
    try (ChildJvm one = start(temporary.resolve("one"), Map.of("STILLHOUSE_TASK", uri));
        ChildJvm two = start(temporary.resolve("two"), Map.of("STILLHOUSE_TASK", uri))) {
      assertThat(one.exitCode()).as(one.output()).isZero();
      assertThat(two.exitCode()).as(two.output()).isZero();
    }
    new ArtifactReader(run.store()).verify(run.result(1).getOutputsOrThrow("model"));
    assertThat(run.events(1)).isNotEmpty();
  }

  @Test
  void aProcessOfAnAttemptThatHasAResultChangesNothing() throws Exception {
    String uri = run.task(1, 3, "well");
    try (ChildJvm process = start(uri)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
    }
    List<StoredObject> before = run.store().list("");
    try (ChildJvm process = start(uri)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).doesNotContain("starting");
    }
    assertThat(run.store().list("")).isEqualTo(before);
  }

  private ChildJvm start(String taskUri) {
    return start(temporary.resolve("log"), Map.of("STILLHOUSE_TASK", taskUri));
  }

  private String fail(String ending, int code, ErrorClass errorClass) throws Exception {
    try (ChildJvm process = start(run.task(1, 1, ending))) {
      assertThat(process.exitCode()).as(process.output()).isEqualTo(code);
    }
    StepResult result = run.result(1);
    assertThat(result.getError().getErrorClass()).isEqualTo(errorClass);
    assertThat(result.getOutputsMap()).isEmpty();
    assertThat(run.unfinished()).isEmpty();
    return result.getError().getMessage();
  }

  /** The digest of the model after 40 turns without any disturbance. */
  private String undisturbed() throws Exception {
    Path elsewhere = Files.createDirectory(temporary.resolve("undisturbed"));
    StepFixture calm = new StepFixture(elsewhere);
    try (ChildJvm process =
        start(elsewhere.resolve("log"), Map.of("STILLHOUSE_TASK", calm.task(1, 40, "well")))) {
      assertThat(process.exitCode()).as(process.output()).isZero();
    }
    return calm.result(1).getOutputsOrThrow("model").getDigest();
  }

  private static void awaitStart(ChildJvm process) throws Exception {
    while (!process.output().contains("starting at turn")) {
      assertThat(process.isAlive()).as(process.output()).isTrue();
      Thread.sleep(5);
    }
  }

  /** Waits for the checkpoint of the last turn before this one, and a little more. */
  private void awaitTurn(ChildJvm process, int turn) throws Exception {
    String checkpoint = String.format(Locale.ROOT, "%08d", turn / 10 * 10);
    while (turn >= 10
        && run.store().children(StepFixture.RUN.checkpoints("count")).stream()
            .noneMatch(name -> name.compareTo(checkpoint) >= 0)) {
      assertThat(process.isAlive()).as(process.output()).isTrue();
      Thread.sleep(5);
    }
    awaitStart(process);
    Thread.sleep(turn % 10 * 10L);
  }
}
