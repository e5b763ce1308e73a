package io.stillhouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.CliHarness;
import io.stillhouse.cli.CliHarness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps, with real steps in processes of their own. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SweepCommandsTest {
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

  /** First a step that all runs share, then one that does what the run is told. */
  private void definition(String matrix) throws IOException {
    workplace.write(
        "many.yaml",
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: many, experiment: trials}
        parameters:
          does: {type: string, default: evaluate}
          seed: {type: integer, default: 1, minimum: 0, maximum: 9}
        %s
        defaults: {retry: {application: 0, infrastructure: 0}}
        steps:
          - name: shared
            component: scripted
            parameters: {does: nap}
          - name: own
            component: scripted
            parameters: {does: "${parameters.does}", seed: "${parameters.seed}"}
            inputs: {before: "${steps.shared.outputs.report}"}
        """
            .formatted(matrix));
  }

  private Result sweep(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("sweep", "many.yaml", "--components", "components"));
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }

  private long attempts(String step) throws IOException {
    try (var files = Files.walk(folder.resolve(".stillhouse/store/many"))) {
      return files.filter(file -> file.endsWith(Path.of(step, "1", "task.json"))).count();
    }
  }

  @Test
  void everyCombinationIsAnOrdinaryRunAndWhatTheyShareIsComputedOnce() throws IOException {
    definition("matrix: {axes: {does: [evaluate, ok], seed: [1, 2]}}");

    assertThat(cli.run("validate", "many.yaml", "--components", "components").out())
        .contains("2 steps, a sweep of 4 runs");
    assertThat(sweep("--name", "trial", "--plan").out())
        .contains("  seed: 1, 2  (averaged over)")
        .contains("  does=ok seed=2\n")
        .contains(
            "4 runs of together 8 steps, of which 5 differ and the others are shared: 1 to run, 4"
                + " whose inputs are not there yet");

    Result first = sweep("--name", "trial", "--label", "team=vision");

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.out())
        .contains("Sweep trial: 4 runs of many")
        .containsPattern("does=evaluate seed=1: started, many/20")
        .containsPattern("does=evaluate seed=1: succeeded in \\d+:\\d\\d, student 0.95")
        .contains("4 runs: 4 succeeded; 3 of 8 steps were shared or cached");
    assertThat(attempts("shared")).isEqualTo(1);
    assertThat(attempts("own")).isEqualTo(4);
    assertThat(
            cli.run(
                    "runs",
                    "--label",
                    "sweep=trial",
                    "--label",
                    "does=ok",
                    "--label",
                    "seed=2",
                    "--label",
                    "team=vision")
                .out()
                .lines())
        .hasSize(2);
    assertThat(cli.run("sweep", "list").out())
        .containsPattern("trial +many +does seed .* 4 +4 +0 +0");

    assertThat(sweep("--name", "trial", "--plan", "--matrix", "seed=2,3").out())
        .contains("  does=ok seed=2  has succeeded, stays\n")
        .contains("of which 5 differ and the others are shared: 3 from the cache, 2 to run");
    assertThat(sweep("--plan", "-o", "json").out()).contains("\"distinctSteps\": 5");
    Result again = sweep("--name", "trial", "--label", "team=vision");
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("does=ok seed=2: succeeded, (kept)");
    assertThat(attempts("own")).isEqualTo(4);

    Result more = sweep("--name", "trial", "--matrix", "seed=2,3", "--matrix", "does=ok");
    assertThat(more.out()).contains("2 runs: 2 succeeded");
    assertThat(attempts("own")).as("only one seed is new").isEqualTo(5);
    assertThat(cli.run("sweep", "list", "-o", "json").out()).contains("\"runs\": 5");
  }

  @Test
  void runsSideBySideComputeWhatTheyShareOnce() throws IOException {
    definition("matrix: {axes: {seed: [1, 2, 3]}}");

    Result result = sweep("--parallel", "3");

    assertThat(result.exit()).as(result.all()).isZero();
    assertThat(result.out()).containsPattern("Sweep many-[0-9a-f]{8}: 3 runs of many, 3 at a time");
    assertThat(attempts("shared")).isEqualTo(1);
    assertThat(attempts("own")).isEqualTo(3);
  }

  @Test
  void aRunThatFailsDoesNotStopTheOthersUnlessThatIsAskedFor() throws IOException {
    definition("matrix: {axes: {does: [fail, ok]}}");

    Result goesOn = sweep("--name", "patient");
    assertThat(goesOn.exit()).isEqualTo(1);
    assertThat(goesOn.out())
        .contains("does=fail: own: IllegalStateException: scripted failure")
        .contains("2 runs: 1 succeeded, 1 failed")
        .contains("The same command goes on with what has not succeeded.");

    Result stops = sweep("--name", "impatient", "--fail-fast", "-o", "json");
    assertThat(stops.exit()).isEqualTo(1);
    assertThat(stops.out()).contains("\"failed\"").contains("\"not begun\"");
    assertThat(stops.err()).contains("does=fail: failed");
  }

  @Test
  void whatWasCanceledOrFailedIsResumedWhenAskedAgain() throws Exception {
    definition("matrix: {axes: {does: [rest], seed: [1, 2]}}");

    CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> sweep("--name", "long"));
    awaitLog("resting");
    Result canceled = cli.run("sweep", "cancel", "long");

    assertThat(canceled.out()).contains("long: 1 run stopped, no more will begin");
    assertThat(first.get().exit()).as(first.get().all()).isEqualTo(1);
    assertThat(first.get().out()).contains("2 runs: 2 canceled");

    CompletableFuture<Result> second = CompletableFuture.supplyAsync(() -> sweep("--name", "long"));
    awaitLog("going on");
    while (logs().stream().filter(log -> log.contains("resting")).count() < 2) {
      Thread.sleep(20);
    }
    cli.interrupt();
    assertThat(second.get().exit()).as(second.get().all()).isEqualTo(130);
    assertThat(second.get().err()).contains("Canceling the sweep");

    Result third = sweep("--name", "long");
    assertThat(third.exit()).as(third.all()).isZero();
    assertThat(cli.run("runs").out().lines()).as("a heading and two runs").hasSize(3);
  }

  @Test
  void whatCannotBeRunIsToldBeforeAnythingBegins() throws IOException {
    definition("matrix: {axes: {does: [ok, jump], sed: [1]}}");
    assertThat(sweep().err())
        .contains(
            "many.yaml:7:35 matrix.axes.sed: the pipeline has no parameter 'sed'; did you mean seed");
    definition("matrix: {axes: {does: [ok, jump]}}");
    Result result = sweep();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("many.yaml:15:").contains("\"jump\" is not one of");
    assertThat(sweep("--matrix", "does=ok", "--parallel", "0").err())
        .contains("--parallel is 1 to");
    assertThat(sweep("--matrix", "does=ok", "--name", "No").err()).contains("A sweep's name is");
    assertThat(sweep("--matrix", "does=ok", "--label", "does=x").err()).contains("the sweep's own");
    assertThat(cli.run("sweep").exit()).isEqualTo(2);
    assertThat(cli.run("sweep", "cancel", "x").err()).contains("There is no sweep x");
    assertThat(cli.run("runs").err()).contains("No run");
  }

  @Test
  void theTableHasARowForEachCombinationAndIsHeldAgainstABaseline() throws IOException {
    definition("matrix: {axes: {does: [evaluate, ok], seed: [1, 2]}}");
    assertThat(cli.run("sweep", "table", "trial").err()).contains("There is no sweep trial");
    sweep("--name", "trial");

    Result table = cli.run("sweep", "table", "trial");
    assertThat(table.exit()).as(table.all()).isZero();
    assertThat(table.out())
        .contains("| does | student.accuracy | 95% interval | n |")
        .contains("| evaluate | **0.9500** | 0.9500 to 0.9500 | 2 |")
        .contains("| ok | - | - | 0 of 2 |")
        .contains("2 runs have no value");

    assertThat(cli.run("sweep", "table", "trial", "--format", "csv").out())
        .startsWith("does,metric,n,asked,mean,")
        .contains("evaluate,student.accuracy,2,2,0.95,0.0,0.95,0.95,");
    assertThat(
            cli.run("sweep", "table", "trial", "--format", "json", "--metric", "scratch.accuracy")
                .out())
        .contains("\"mean\": 0.9,");
    Result html =
        cli.run(
            "sweep",
            "table",
            "trial",
            "--format",
            "html",
            "--out",
            "table.html",
            "--baseline",
            "does=evaluate");
    assertThat(html.err()).contains("Saved to table.html");
    assertThat(Files.readString(folder.resolve("table.html")))
        .contains("<svg")
        .contains("baseline")
        .doesNotContain("http");
    assertThat(cli.run("sweep", "table", "trial", "--metric", "student.acuracy").err())
        .contains("Did you mean student.accuracy?");
    assertThat(cli.run("sweep", "table", "trial", "--baseline", "dose=ok").err())
        .contains("Did you mean does?");
    assertThat(cli.run("sweep", "table", "trial", "--baseline", "does=jump").err())
        .contains("--baseline does=jump is no row.")
        .contains("does=evaluate; does=ok");
  }

  @Test
  void aSweepOfAnotherQuestionDoesNotMixWithOneOfTheSameName() throws IOException {
    definition("matrix: {axes: {does: [ok]}}");
    sweep("--name", "mine");
    Result other = sweep("--name", "mine", "-p", "seed=2");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("There is a sweep mine already, with other values of -p.");
  }

  private void awaitLog(String text) throws Exception {
    while (logs().stream().noneMatch(log -> log.contains(text))) {
      Thread.sleep(20);
    }
  }

  private List<String> logs() throws IOException {
    Path runs = folder.resolve(".stillhouse/store/many");
    if (!Files.exists(runs)) {
      return List.of();
    }
    List<String> logs = new ArrayList<>();
    try (var files = Files.walk(runs)) {
      for (Path log : files.filter(file -> file.endsWith("log.txt")).toList()) {
        logs.add(Files.readString(log));
      }
    }
    return logs;
  }
}
