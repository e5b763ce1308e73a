package io.stillhouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliHarness;
import io.stillhouse.cli.CliHarness.Result;
import io.stillhouse.cli.runs.RunFixture;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that read runs, on runs as the orchestrator leaves them in a store. */
class StoredRunCommandsTest {
  private static final Map<String, Double> EVALUATION =
      Map.of(
          "student.accuracy", 0.953,
          "scratch.accuracy", 0.94,
          "teacher.accuracy", 0.96,
          "gapRecovered", 0.65);
  private static final String OLD = "20260130-120000-aaaaaa";
  private static final String NEW = "20260131-110000-bbbbbb";

  @TempDir private Path folder;
  private CliHarness cli;
  private ArtifactStore store;

  @BeforeEach
  void openStore() {
    cli = new CliHarness(folder);
    store = ArtifactStores.open(folder.resolve(".stillhouse/store"));
  }

  @Test
  void runsAreListedNewestFirstWithTheirHeadlineMetrics() {
    new RunFixture(store, "digits", OLD).succeeded("evaluate", EVALUATION).ended(State.SUCCEEDED);
    new RunFixture(store, "digits", NEW).experiment("trial").ended(State.FAILED);

    Result result = cli.run("runs");

    assertThat(result.out().lines())
        .containsExactly(
            "RUN                            STATE      EXPERIMENT  CREATED              TOOK  METRICS",
            "digits/20260131-110000-bbbbbb  FAILED     trial       2026-01-31 11:00:00  1:00",
            "digits/20260130-120000-aaaaaa  SUCCEEDED  digits      2026-01-31 11:00:00  1:00"
                + "  student 0.953, scratch 0.94, teacher 0.96, gap recovered 65%");
    assertThat(result.exit()).isZero();
  }

  @Test
  void aRunThatNoProcessIsAtWorkOnIsShownAsInterrupted() {
    new RunFixture(store, "digits", NEW).succeeded("dataset", Map.of()).running();

    assertThat(cli.run("runs").out()).contains("INTERRUPTED").contains("1:00:00");
    assertThat(cli.run("runs", "--state", "interrupted").out()).contains(NEW);
    assertThat(cli.run("show", "latest").out())
        .contains("INTERRUPTED")
        .contains("dataset  SUCCEEDED")
        .contains("stillhouse resume digits/" + NEW);
  }

  @Test
  void runsCanBeFiltered() {
    new RunFixture(store, "digits", OLD).label("team", "vision").ended(State.FAILED);
    new RunFixture(store, "digits", NEW).ended(State.SUCCEEDED);

    assertThat(cli.run("runs", "--label", "team=vision").out()).contains(OLD).doesNotContain(NEW);
    assertThat(cli.run("runs", "--state", "failed").out()).contains(OLD).doesNotContain(NEW);
    assertThat(cli.run("runs", "--limit", "1").out()).contains(NEW).doesNotContain(OLD);
    assertThat(cli.run("runs", "--pipeline", "letters").err()).contains("No run in");
  }

  @Test
  void runsAsJsonHaveStableKeys() {
    new RunFixture(store, "digits", OLD).succeeded("evaluate", EVALUATION).ended(State.SUCCEEDED);

    assertThat(cli.run("runs", "--output", "json").out())
        .contains("\"run\": \"pipelines/digits/runs/" + OLD + "\"")
        .contains("\"state\": \"SUCCEEDED\"")
        .contains("\"durationSeconds\": 60.0")
        .contains("\"student.accuracy\": 0.953");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pipelines/digits/runs/" + NEW,
        "digits/" + NEW,
        NEW,
        "20260131",
        "digits/20260131",
        "bbbbbb",
        "latest",
        "digits/latest"
      })
  void aRunMayBeNamedInMoreThanOneWay(String reference) {
    new RunFixture(store, "digits", OLD).ended(State.SUCCEEDED);
    new RunFixture(store, "digits", NEW).ended(State.SUCCEEDED);

    assertThat(cli.run("show", reference).out()).startsWith("digits/" + NEW);
  }

  @Test
  void aBeginningThatSeveralRunsHaveNamesThem() {
    new RunFixture(store, "digits", OLD).ended(State.SUCCEEDED);
    new RunFixture(store, "digits", NEW).ended(State.SUCCEEDED);

    Result result = cli.run("show", "digits");

    assertThat(result.err().lines())
        .containsExactly(
            "stillhouse: More than one run is called digits:",
            "  digits/" + NEW,
            "  digits/" + OLD);
    assertThat(result.exit()).isEqualTo(2);
  }

  @Test
  void aMistypedRunIsAnsweredWithTheOneThatWasProbablyMeant() {
    new RunFixture(store, "digits", NEW).ended(State.SUCCEEDED);

    Result result = cli.run("show", "20260131-110000-bbbbbd");

    assertThat(result.err())
        .contains("There is no run 20260131-110000-bbbbbd in the store")
        .contains("Did you mean " + NEW + "?");
    assertThat(result.exit()).isEqualTo(2);
  }

  @Test
  void anEmptyStoreSaysHowToStartARun() {
    Result result = cli.run("logs", "latest");

    assertThat(result.err())
        .contains("There is no run in the store")
        .contains("stillhouse run FILE");
    assertThat(result.exit()).isEqualTo(2);
  }

  @Test
  void aStoreThatIsAFileIsUnreachable() throws IOException {
    Files.writeString(folder.resolve("occupied"), "not a folder");

    Result result = cli.run("runs", "--store", "occupied");

    assertThat(result.err()).contains("The store occupied cannot be used");
    assertThat(result.exit()).isEqualTo(4);
  }

  @Test
  void showTellsStepsCacheAttemptsMetricsAndWhatToDoAboutFailures() {
    new RunFixture(store, "digits", NEW)
        .parameter("epochs", 3)
        .cached("dataset", "run " + OLD)
        .failed(
            "teacher",
            ErrorClass.OUT_OF_MEMORY,
            "The step used more than 2 GiB.",
            "java.lang.OutOfMemoryError\n\tat Step")
        .skipped("student", "teacher failed")
        .ended(State.FAILED);

    Result result = cli.run("show", "latest");

    assertThat(result.out().lines())
        .containsExactly(
            "digits/" + NEW + "  FAILED in 1:00",
            "  created    2026-01-31 11:00:00, experiment digits",
            "  parameters epochs=3",
            "",
            "STEP     STATE      ATTEMPTS  TOOK  NOTE",
            "dataset  SUCCEEDED         -     -  cached: same key as in run " + OLD,
            "teacher  FAILED            2  0:10  The step used more than 2 GiB.",
            "student  SKIPPED           -     -  teacher failed",
            "",
            "x teacher, attempt 2: out of memory",
            "  The step used more than 2 GiB.",
            "  | java.lang.OutOfMemoryError",
            "  | \tat Step",
            "  to do: give the step more memory (resources.memory) or a smaller batch, then run the definition again.",
            "  log:   .stillhouse/store/digits/" + NEW + "/teacher/2/log.txt",
            "  more:  stillhouse logs digits/" + NEW + " teacher");
    assertThat(result.exit()).isZero();
  }

  @Test
  void showAsJsonCarriesTheMessagesOfTheStore() {
    new RunFixture(store, "digits", NEW).succeeded("evaluate", EVALUATION).ended(State.SUCCEEDED);

    assertThat(cli.run("show", "latest", "-o", "json").out())
        .startsWith("{\n  \"state\": \"SUCCEEDED\",\n")
        .contains("  \"run\": {\n    \"name\": \"pipelines/digits/runs/")
        .contains("\"outcome\": {")
        .contains("\"step\": \"evaluate\"");
  }

  @Test
  void logsAreThoseOfTheLastAttemptUnlessAnotherIsAskedFor() {
    new RunFixture(store, "digits", NEW)
        .log("teacher", 1, "first try\n")
        .log("teacher", 2, "second try\nno newline at the end")
        .log("student", 1, "began\n")
        .ended(State.SUCCEEDED);

    assertThat(cli.run("logs", "latest", "teacher").out().lines())
        .containsExactly("second try", "no newline at the end");
    assertThat(cli.run("logs", "latest", "teacher", "--attempt", "1").out().lines())
        .containsExactly("first try");
    assertThat(cli.run("logs", "latest").out().lines())
        .containsExactly(
            "student | began", "teacher | second try", "teacher | no newline at the end");
  }

  @Test
  void logsOfAStepOrAttemptThatIsNotThereSayWhatIs() {
    new RunFixture(store, "digits", NEW).log("teacher", 1, "x\n").ended(State.SUCCEEDED);

    assertThat(cli.run("logs", "latest", "taecher").err()).contains("Did you mean teacher?");
    assertThat(cli.run("logs", "latest", "teacher", "--attempt", "7").err())
        .contains("Step teacher has no attempt 7; it has [1].");
  }

  @Test
  void aReportIsPrintedOrSavedAndHeldAgainstItsDigest() throws IOException {
    RunFixture run = new RunFixture(store, "digits", NEW);
    ArtifactReference report =
        run.artifact(
            "evaluate",
            "report",
            ArtifactType.REPORT,
            Map.of("report.md", "# Results\n", "report.html", "<h1>Results</h1>\n"));
    run.succeeded("evaluate", EVALUATION, "", Map.of(), Map.of("report", report))
        .ended(State.SUCCEEDED);

    assertThat(cli.run("report", "latest").out())
        .startsWith("<!-- stillhouse: digits -->\n## SUCCEEDED: digits/20260131-110000-bbbbbb\n")
        .endsWith("\n# Results\n");
    Result saved = cli.run("report", "latest", "--format", "html", "--out", "r.html");
    assertThat(saved.out()).isEmpty();
    assertThat(saved.err()).contains("Saved to r.html");
    assertThat(folder.resolve("r.html")).hasContent("<h1>Results</h1>");
    assertThat(cli.run("report", "latest", "--out", "none/r.md").err())
        .contains("Cannot write none/r.md: there is no folder " + folder.resolve("none"));
    assertThat(cli.run("report", "latest", "--out", ".").err()).contains("Is a directory");
    assertThat(cli.run("report", "latest", "--format", "json").err())
        .contains("has no evaluation.json: no step of it wrote one");

    store.replace(
        report.getPath() + "/report.md", "# Better results\n".getBytes(StandardCharsets.UTF_8));
    Result damaged = cli.run("report", "latest");
    assertThat(damaged.out()).isEmpty();
    assertThat(damaged.err()).contains("report.md").contains("expected");
    assertThat(damaged.err()).contains("resume its run").doesNotContain("should not happen");
    assertThat(damaged.exit()).isEqualTo(4);
  }

  @Test
  void theExportedModelOrAnotherArtifactIsCopiedButNothingIsOverwritten() throws IOException {
    RunFixture run = new RunFixture(store, "digits", NEW);
    ArtifactReference trained =
        run.artifact("student", "model", ArtifactType.MODEL, Map.of("model.json", "{}"));
    ArtifactReference exported =
        run.artifact(
            "export",
            "model",
            ArtifactType.MODEL,
            Map.of("model.json", "{}", "model.onnx", "graph"));
    run.succeeded("student", EVALUATION, "", Map.of(), Map.of("model", trained))
        .succeeded("export", EVALUATION, "", Map.of(), Map.of("model", exported))
        .ended(State.SUCCEEDED);

    assertThat(cli.run("export", "latest", "--to", "out/it").out())
        .isEqualToIgnoringNewLines("out/it/model.json\nout/it/model.onnx\n");
    assertThat(folder.resolve("out/it/model.onnx")).hasContent("graph");
    Result again = cli.run("export", "latest", "--to", "out/it");
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("has model.json, model.onnx already; nothing was copied");
    assertThat(cli.run("export", "latest", "student/model", "--to", "plain").out())
        .contains("plain/model.json");
    assertThat(folder.resolve("plain/model.onnx")).doesNotExist();
    assertThat(cli.run("export", "latest", "student/modle", "--to", "x").err())
        .contains("has no artifact student/modle", "Did you mean student/model?");
  }

  @Test
  void aRunWithoutAnExportSaysHowToHaveOne() throws IOException {
    RunFixture run = new RunFixture(store, "digits", NEW);
    ArtifactReference trained =
        run.artifact("student", "model", ArtifactType.MODEL, Map.of("model.json", "{}"));
    run.succeeded("student", EVALUATION, "", Map.of(), Map.of("model", trained))
        .ended(State.SUCCEEDED);
    assertThat(cli.run("export", "latest", "--to", "x").err())
        .contains("exported no model", "model-export", "student/model");
  }

  @Test
  void aDamagedRecordIsNamedAndHidesNoOtherRun() {
    new RunFixture(store, "digits", OLD).ended(State.SUCCEEDED);
    RunLayout damaged = new RunFixture(store, "digits", NEW).ended(State.SUCCEEDED);
    store.replace(damaged.runRecord(), "{\"name\": ".getBytes(StandardCharsets.UTF_8));

    Result runs = cli.run("runs");
    assertThat(runs.exit()).isZero();
    assertThat(runs.out()).contains(OLD).doesNotContain(NEW);
    assertThat(runs.err()).contains("Not listed: digits/" + NEW).contains("run.json");

    for (String command : List.of("show", "resume", "logs", "report", "cancel")) {
      Result result = cli.run(command, NEW);
      assertThat(result.exit()).as(command + ": " + result.all()).isEqualTo(4);
      assertThat(result.err())
          .contains("run.json is not a Run in JSON")
          .contains("put it back from a copy")
          .doesNotContain("should not happen");
    }
  }

  @Test
  void gcDeletesNothingWhileItCannotReadWhatARunRefersTo() {
    new RunFixture(store, "digits", OLD).ended(State.SUCCEEDED);
    RunLayout damaged =
        new RunFixture(store, "digits", NEW).succeeded("dataset", Map.of()).ended(State.SUCCEEDED);
    store.replace(damaged.stepOutcome("dataset"), new byte[0]);

    Result result = cli.run("gc", "--keep-last", "0", "--keep-for", "0", "--keep-cache-for", "0");

    assertThat(result.exit()).as(result.all()).isEqualTo(4);
    assertThat(result.err()).contains("dataset/outcome.json");
    assertThat(cli.run("runs").out()).contains(OLD);
  }

  @Test
  void runsOfOneSecondAreListedByTheirCreation() {
    Instant second = Instant.parse("2026-01-31T11:00:00Z");
    for (String letter : List.of("m", "z", "a")) {
      new RunFixture(store, "digits", "20260131-110000-" + letter.repeat(6))
          .createdAt(second.plusMillis(letter.equals("m") ? 1 : letter.equals("z") ? 2 : 3))
          .ended(State.SUCCEEDED);
    }

    assertThat(cli.run("runs").out()).containsSubsequence("-aaaaaa", "-zzzzzz", "-mmmmmm");
    assertThat(cli.run("show", "latest").out()).contains("-aaaaaa");
  }

  @Test
  void whatRunsAreFilteredByIsChecked() {
    Result state = cli.run("runs", "--state", "succeded");
    Result limit = cli.run("runs", "--limit", "-1");

    assertThat(state.exit()).isEqualTo(2);
    assertThat(state.err()).contains("--state succeded is none of").contains("succeeded");
    assertThat(limit.exit()).isEqualTo(2);
    assertThat(limit.err()).contains("--limit is 0 or more, not -1");
  }

  @Test
  void followingEndsWhereNothingCanFollowAndSaysWhy() {
    new RunFixture(store, "digits", NEW)
        .succeeded("dataset", Map.of())
        .log("teacher", 1, "half a line")
        .running();

    Result abandoned = cli.run("logs", "latest", "--follow");
    assertThat(abandoned.out()).contains("teacher | half a line");
    assertThat(abandoned.err()).contains("stillhouse resume digits/" + NEW);

    Result unknown = cli.run("logs", "latest", "--follow", "teahcer");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("has no step teahcer").contains("Did you mean teacher?");

    Result both = cli.run("logs", "latest", "teacher", "--follow", "--attempt", "1");
    assertThat(both.exit()).isEqualTo(2);
    assertThat(both.err()).contains("leave out --attempt, or --follow");
  }

  @Test
  void diffShowsParametersDefinitionProgramsAndMetricDifferences() {
    new RunFixture(store, "digits", OLD)
        .parameter("epochs", 3)
        .definition("name: digits\nepochs: 3\n")
        .succeeded(
            "train",
            Map.of("validation.accuracy", 0.9),
            "0".repeat(64),
            Map.of("component digest", "a".repeat(64), "component", "t"),
            Map.of())
        .ended(State.SUCCEEDED);
    new RunFixture(store, "digits", NEW)
        .parameter("epochs", 4)
        .definition("name: digits\nepochs: 4\n")
        .succeeded(
            "train",
            Map.of("validation.accuracy", 0.95),
            "1".repeat(64),
            Map.of("component digest", "b".repeat(64), "component", "t"),
            Map.of())
        .succeeded("extra", Map.of())
        .ended(State.SUCCEEDED);

    Result result = cli.run("diff", OLD, NEW);

    assertThat(result.out().lines())
        .containsExactly(
            "A  digits/" + OLD + "  SUCCEEDED",
            "B  digits/" + NEW + "  SUCCEEDED",
            "",
            "Parameters  A  B",
            "epochs      3  4",
            "",
            "Definition",
            "--- digits/" + OLD,
            "+++ digits/" + NEW,
            "@@ -1,2 +1,2 @@",
            " name: digits",
            "-epochs: 3",
            "+epochs: 4",
            "",
            "Step train        A             B",
            "component digest  aaaaaaaaaaaa  bbbbbbbbbbbb",
            "",
            "Only in B: extra",
            "",
            "Metric                       A     B    B-A",
            "train validation.accuracy  0.9  0.95  +0.05");
    assertThat(cli.run("diff", OLD, NEW, "--output", "json").out())
        .contains("\"epochs\": {\n      \"a\": \"3\",\n      \"b\": \"4\"");
    assertThat(cli.run("diff", OLD, OLD).out()).contains("Both were asked to do the same");
  }

  @Test
  void pinsComeAndGo() {
    new RunFixture(store, "digits", NEW).ended(State.SUCCEEDED);

    assertThat(cli.run("pin", "latest").out()).contains("is pinned.");
    assertThat(store.read("_pins/digits/" + NEW)).isPresent();
    assertThat(cli.run("unpin", "latest").out()).contains("is not pinned.");
    assertThat(store.read("_pins/digits/" + NEW)).isEmpty();
  }
}
