package io.stillhouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.cli.CliHarness;
import io.stillhouse.cli.CliHarness.Result;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.reading.StepView;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that execute runs, with real steps in processes of their own. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RunCommandsTest {
  @TempDir private Path folder;
  private CliHarness cli;
  private Workplace workplace;

  @BeforeEach
  void prepare() throws IOException {
    workplace = new Workplace(folder);
    cli =
        new CliHarness(folder)
            .withRealTime()
            .with("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
  }

  /** A test that failed must not leave a step waiting for ever. */
  @AfterEach
  void stopWhatStillRuns() {
    cli.interrupt();
  }

  @Test
  void aRunTellsItsStepsItsHeadlineAndWhereTheReportIsAndTheSecondComesFromTheCache()
      throws IOException {
    workplace.definition("ok", "evaluate");

    Result first = run();

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.out())
        .containsPattern("first: succeeded in \\d+:\\d\\d, loss 0.25")
        .containsPattern("second: succeeded")
        .containsPattern("SUCCEEDED two/\\d{8}-\\d{6}-[a-z0-9]{6} in \\d+:")
        .contains("distilled student           accuracy 0.95")
        .contains("same network from scratch   accuracy 0.9")
        .contains("gap recovered               83% of what")
        .containsPattern("report: .stillhouse/store/two/.*/second/1/report/report.html");

    Result second = run();
    assertThat(second.exit()).as(second.all()).isZero();
    assertThat(second.out())
        .containsPattern("first: succeeded: cached: same key as in run")
        .contains(", 2 of 2 steps from the cache");

    Result other = run("-p", "seed=2");
    assertThat(other.out())
        .as("the seed changes the first step's key, but not the report that the second reads")
        .contains("first: succeeded in")
        .contains(", 1 of 2 steps from the cache");
    assertThat(cli.run("diff", "latest", "two/20").err()).contains("More than one run");
    assertThat(cli.run("show", "latest").out()).contains("parameter seed changed from 1 to 2");
    assertThat(run("--no-cache").out()).contains("SUCCEEDED").doesNotContain("cached: ");
  }

  @Test
  void aRunThatFailsAGateEndsWithThreeAndOneThatPassesWithZero() throws IOException {
    workplace.definition("ok", "evaluate");

    Result good = run("--wait", "--gate", "student.accuracy > scratch.accuracy");
    assertThat(good.exit()).as(good.all()).isZero();
    assertThat(good.out()).contains("passed  student.accuracy > scratch.accuracy");
    cli.run("promote", "latest", "champion");

    String better = "student.accuracy > baseline.student.accuracy";
    Result same = run("--gate", better, "--baseline", "champion");
    assertThat(same.exit()).isEqualTo(3);
    assertThat(same.out())
        .contains("SUCCEEDED")
        .contains("FAILED  " + better + "  (0.95 is not > 0.95)");
    assertThat(cli.run("report", "latest").out()).contains("## Gate failed");
  }

  @Test
  void whatARunIsHeldAgainstIsFoundOutBeforeItStarts() throws IOException {
    workplace.definition("ok", "evaluate");

    String better = "student.accuracy > baseline.student.accuracy";
    Result none = run("--gate", better, "--baseline", "champion");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("no run of the experiment trials is its champion");
    assertThat(cli.run("runs").out()).doesNotContain("two/");
    assertThat(run("--detach", "--gate", "a > 1").err()).contains("neither waited for nor judged");
  }

  @Test
  void planForeseesWhatTheCacheWouldServe() throws IOException {
    Path definition = workplace.definition("ok", "ok");

    Result before = cli.run("plan", definition.toString(), "--components", "components");
    run();
    Result after = cli.run("plan", "two.yaml", "--components", "components");
    Result changed =
        cli.run("plan", "two.yaml", "--components", "components", "-p", "seed=3", "-o", "json");

    assertThat(before.exit()).as(before.all()).isZero();
    assertThat(before.out())
        .contains("STEP    COMPONENT  AFTER  RESOURCES          WHEN")
        .contains("second  scripted   first  cpu 500m, 256 MiB")
        .contains("first: runs, no earlier run has a result of this step")
        .contains("second: is open, its inputs are not known before first")
        .contains("2 steps: 1 to run, 1 open");
    assertThat(after.out())
        .contains("first: from the cache, same key as in run")
        .contains("2 steps: 2 from the cache");
    assertThat(changed.out())
        .contains("\"forecast\": \"runs\"")
        .contains("parameter seed changed from 1 to 3");
  }

  @Test
  void aFailureIsToldOnceWithItsLogAndWhatToDo() throws IOException {
    workplace.definition("fail", "ok");

    Result result = run();

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("first: failed in \\d+:\\d\\d: .*scripted failure")
        .contains("second: skipped")
        .contains("x first: application error")
        .containsPattern("log:   .stillhouse/store/two/.*/first/1/log.txt")
        .containsPattern("more:  stillhouse logs two/\\S+ first")
        .contains("FAILED two/");
    assertThat(result.out().split("x first: application error", -1)).hasSize(2);
    assertThat(cli.run("logs", "latest", "first").out()).contains("doing fail");
  }

  @Test
  void aFailedRunIsResumedAndRepeatedFromAStep() throws IOException {
    workplace.definition("ok", "fail");
    assertThat(run().exit()).isEqualTo(1);

    Result resumed = cli.run("resume", "latest");
    assertThat(resumed.exit()).isEqualTo(1);
    assertThat(resumed.out()).contains("x second");

    Result repeated = cli.run("retry", "latest", "--from", "second");
    assertThat(repeated.exit()).isEqualTo(1);
    assertThat(cli.run("show", "latest").out()).contains("repeats    pipelines/two/runs/");
    assertThat(cli.run("retry", "latest", "--from", "secnod").err())
        .contains("did you mean second");
    assertThat(cli.run("runs").out().lines()).hasSize(3);
  }

  @Test
  void jsonGoesToStandardOutputAndProgressToStandardError() throws IOException {
    workplace.definition("ok", "ok");

    Result result =
        run(
            "--output",
            "json",
            "--label",
            "team=vision",
            "--experiment",
            "other",
            "--name",
            "try it");

    assertThat(result.exit()).as(result.all()).isZero();
    assertThat(result.out()).startsWith("{\n  \"state\": \"SUCCEEDED\"").endsWith("}\n");
    assertThat(result.out())
        .contains("\"team\": \"vision\"")
        .contains("\"name\": \"try it\"")
        .contains("\"experiment\": \"other\"");
    assertThat(result.err()).contains("first: succeeded");
  }

  @Test
  void ctrlCCancelsTheRunAndResumeGoesOn() throws Exception {
    workplace.definition("ok", "rest");
    CompletableFuture<Result> running = CompletableFuture.supplyAsync(this::run);
    awaitLog("second", "resting");

    cli.interrupt();

    Result result = running.get(3, TimeUnit.MINUTES);
    assertThat(result.exit()).as(result.all()).isEqualTo(130);
    assertThat(result.err()).contains("Canceling the run");
    assertThat(result.out())
        .contains("second: canceled")
        .contains("CANCELED two/")
        .contains("stillhouse resume two/");
    assertThat(cli.run("show", "latest").out()).contains("CANCELED");
    assertThat(cli.run("cancel", "latest").err()).contains("has ended already");

    Result resumed = cli.run("resume", "latest");

    assertThat(resumed.exit()).as(resumed.all()).isZero();
    assertThat(resumed.out()).contains("second: succeeded").contains("SUCCEEDED two/");
    RunReader reader = new RunReader(ArtifactStores.open(folder.resolve(".stillhouse/store")));
    assertThat(reader.layouts()).as("the run goes on, no other begins").hasSize(1);
    assertThat(attempts(reader)).containsExactly(entry("first", 1), entry("second", 2));
    assertThat(cli.run("logs", "latest", "second").out())
        .as("the second attempt starts from the checkpoint of the first")
        .contains("going on");
    assertThat(cli.run("show", "latest").out()).contains("SUCCEEDED").doesNotContain("CANCELED");
  }

  @Test
  void anotherProcessCancelsARunAndWaitsUntilItHasStopped() throws Exception {
    workplace.definition("ok", "wait");
    CompletableFuture<Result> running = CompletableFuture.supplyAsync(this::run);
    awaitStep("second");
    assertThat(cli.run("runs").out()).contains("RUNNING");

    Result canceled = cli.run("cancel", "latest");

    assertThat(canceled.out()).contains(": CANCELED");
    assertThat(canceled.exit()).isZero();
    assertThat(running.get(3, TimeUnit.MINUTES).exit()).isEqualTo(1);
  }

  @Test
  void logsAreFollowedUntilTheRunHasEnded() throws Exception {
    workplace.definition("ok", "wait");
    CompletableFuture<Result> running = CompletableFuture.supplyAsync(this::run);
    awaitStep("second");
    CompletableFuture<Result> following =
        CompletableFuture.supplyAsync(() -> cli.run("logs", "latest", "--follow"));

    Thread.sleep(500);
    assertThat(following).isNotDone();
    cli.interrupt();

    assertThat(following.get(3, TimeUnit.MINUTES).out())
        .contains("first | doing ok")
        .contains("second | doing wait");
    running.get(3, TimeUnit.MINUTES);
  }

  @Test
  void limitsAreQuantities() throws IOException {
    workplace.definition("ok", "ok");

    Result wrong = run("--limit-cpu", "two", "--limit-memory", "1 GB");

    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("--limit-cpu").contains("--limit-memory");
    assertThat(run("--limit-cpu", "1", "--limit-memory", "1Gi").exit()).isZero();
  }

  @Test
  void stepsThatExceedTheLimitTogetherRunOneAfterTheOther() throws IOException {
    workplace.independent("nap", "nap");

    Result result = run("--limit-cpu", "600m");

    assertThat(result.exit()).as(result.all()).isZero();
    RunReader reader = new RunReader(ArtifactStores.open(folder.resolve(".stillhouse/store")));
    List<Attempt> attempts =
        reader.read(reader.layouts().get(0)).orElseThrow().steps().stream()
            .map(step -> step.attempts().get(0).ended().orElseThrow())
            .sorted(Comparator.comparing(attempt -> Times.fromProto(attempt.getStartTime())))
            .toList();
    assertThat(Times.fromProto(attempts.get(1).getStartTime()))
        .isAfterOrEqualTo(Times.fromProto(attempts.get(0).getEndTime()));
  }

  @Test
  void aWrongParameterIsNamedBeforeAnythingStarts() throws IOException {
    workplace.definition("ok", "ok");

    Result wrong = run("-p", "seeed=1");
    Result large = run("-p", "seed=10");

    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("-p seeed: ").contains("did you mean seed");
    assertThat(large.exit()).isEqualTo(2);
    assertThat(large.err()).contains("-p seed").contains("9");
    assertThat(folder.resolve(".stillhouse/store/two")).doesNotExist();
  }

  private Result run(String... more) {
    return cli.run(
        Stream.concat(Stream.of("run", "two.yaml", "--components", "components"), Stream.of(more))
            .toArray(String[]::new));
  }

  private static Map<String, Integer> attempts(RunReader reader) {
    Map<String, Integer> attempts = new LinkedHashMap<>();
    for (StepView step : reader.read(reader.layouts().get(0)).orElseThrow().steps()) {
      attempts.put(step.step().getName(), step.attempts().size());
    }
    return attempts;
  }

  private void awaitStep(String step) throws Exception {
    awaitLog(step, "doing");
  }

  private void awaitLog(String step, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (System.nanoTime() < deadline) {
      try (Stream<Path> files = Files.walk(folder.resolve(".stillhouse/store"))) {
        if (files.anyMatch(file -> file.endsWith(step + "/1/log.txt") && has(file, text))) {
          return;
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        // The store does not exist yet, or changes under the walk.
      }
      Thread.sleep(20);
    }
    throw new AssertionError("step " + step + " did not start");
  }

  private static boolean has(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      return false;
    }
  }
}
