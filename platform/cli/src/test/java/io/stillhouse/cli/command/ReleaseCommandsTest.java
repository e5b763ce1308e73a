package io.stillhouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliHarness;
import io.stillhouse.cli.CliHarness.Result;
import io.stillhouse.cli.runs.RunFixture;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.State;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReleaseCommandsTest {
  private static final String BETTER = "student.accuracy >= baseline.student.accuracy - 0.002";
  private static final String A = "20260101-000000-aaaaaa";
  private static final String B = "20260102-000000-bbbbbb";
  private static final String C = "20260103-000000-cccccc";

  @TempDir private Path folder;
  private CliHarness cli;
  private ArtifactStore store;

  @BeforeEach
  void openStore() {
    cli = new CliHarness(folder);
    store = ArtifactStores.open(folder.resolve(".stillhouse/store"));
    run(A, 0.97).parameter("seed", 1).ended(State.SUCCEEDED);
    run(B, 0.969).parameter("seed", 2).ended(State.SUCCEEDED);
    run(C, 0.96).parameter("seed", 3).ended(State.SUCCEEDED);
  }

  @Test
  void aRunThatIsWorseThanTheChampionByLessThanTheToleranceIsPassed() {
    assertThat(cli.run("promote", A, "champion").out())
        .isEqualTo("digits/" + A + " is digits@champion.\n");

    Result result = cli.run("gate", B, "--gate", BETTER, "--baseline", "champion");

    assertThat(result.exit()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "held against champion, digits/" + A, "passed  " + BETTER + "  (0.969 is >= 0.968)");
  }

  @Test
  void aRunThatIsWorseByMoreEndsWithThreeAndSaysByHowMuch() {
    cli.run("promote", A, "champion");

    Result result =
        cli.run(
            "gate",
            C,
            "--gate",
            BETTER,
            "--gate",
            "student.accuracy > 0.9",
            "--baseline",
            "champion");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains("FAILED  " + BETTER + "  (0.96 is not >= 0.968)")
        .contains("passed  student.accuracy > 0.9");
    assertThat(cli.run("show", C).out()).contains("FAILED  " + BETTER);
    assertThat(cli.run("show", C, "--output", "json").out()).contains("\"gates\"");
  }

  @Test
  void aRunMayBeHeldAgainstAnotherThatBearsNoAlias() {
    Result result = cli.run("gate", C, "--gate", BETTER, "--baseline", "digits/" + B);

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).contains("held against digits/" + B);
  }

  @Test
  void withoutAChampionTheGateIsAnErrorUnlessTheFirstRunMayPass() {
    Result refused = cli.run("gate", A, "--gate", BETTER, "--baseline", "champion");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("no run of the experiment digits is its champion")
        .contains("stillhouse promote RUN champion");

    Result first =
        cli.run(
            "gate", A, "--gate", BETTER, "--baseline", "champion", "--without-baseline", "pass");
    assertThat(first.exit()).isZero();
    assertThat(first.out()).contains("there is no run to be held against yet");
  }

  @Test
  void whatIsNoGateIsRefusedWithEveryProblem() {
    Result result = cli.run("gate", A, "--gate", "student.accuracy", "--gate", "x => 1");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains("--gate 'student.accuracy', character 17: a comparison")
        .contains("--gate 'x => 1', character 3: a comparison");
    assertThat(cli.run("gate", A).err()).contains("There is no gate to judge by.");
    assertThat(cli.run("gate", A, "--gate", BETTER).err()).contains("--baseline champion");
    assertThat(cli.run("gate", A, "--baseline", "champion").err())
        .contains("of no use without a --gate");
  }

  @Test
  void onlyARunThatSucceededIsJudgedOrPromoted() {
    String failed = "20260104-000000-dddddd";
    run(failed, 0.99).ended(State.FAILED);

    assertThat(cli.run("gate", failed, "--gate", "student.accuracy > 0").exit()).isEqualTo(1);
    Result promotion = cli.run("promote", failed, "champion");
    assertThat(promotion.exit()).isEqualTo(2);
    assertThat(promotion.err()).contains("is FAILED: only one that succeeded can be promoted");
  }

  @Test
  void anAliasNamesARunAndComesBackByARollback() {
    cli.run("promote", A, "champion", "--note", "the first");
    assertThat(cli.run("promote", B, "champion").out()).contains("before it was digits/" + A);
    assertThat(cli.run("show", "digits@champion").out()).startsWith("digits/" + B);

    assertThat(cli.run("rollback", "digits@champion", "--note", "too slow").out())
        .isEqualTo("digits/" + A + " is digits@champion again.\n");
    assertThat(cli.run("show", "digits@champion").out()).startsWith("digits/" + A);
    Result history = cli.run("promotions", "digits@champion");
    assertThat(history.out().lines()).hasSize(4);
    assertThat(history.out()).contains("rolled back to 1: too slow").contains("the first");
    assertThat(cli.run("promotions").out()).contains("digits@champion  digits/" + A);

    Result further = cli.run("rollback", "digits@champion");
    assertThat(further.exit()).isEqualTo(1);
    assertThat(further.err()).contains("no other run was digits@champion before");
    assertThat(cli.run("rollback", "champion").err()).contains("EXPERIMENT@ALIAS");
    assertThat(cli.run("promote", A, "Champion").err()).contains("is no DNS label");
  }

  @Test
  void gcKeepsTheChampionAndTheOneBefore() {
    cli.run("promote", A, "champion");
    cli.run("promote", B, "champion");

    Result gc = cli.run("gc", "--keep-last", "0", "--keep-for", "0", "--keep-cache-for", "0");
    assertThat(gc.exit()).as(gc.all()).isZero();

    assertThat(cli.run("show", A).exit()).isZero();
    assertThat(cli.run("show", B).exit()).isZero();
    assertThat(cli.run("show", C).exit()).isEqualTo(2);
  }

  @Test
  void theCommentForAPullRequestHasVerdictFiguresAndChangedParameters() {
    cli.run("promote", A, "champion");
    cli.run("gate", C, "--gate", BETTER, "--baseline", "champion");

    assertThat(cli.run("report", C).out().lines())
        .containsExactly(
            "<!-- stillhouse: digits -->",
            "## Gate failed: digits/" + C,
            "",
            "SUCCEEDED, 1 steps ended, 0 from the cache, 1:00 minutes. Held against champion, digits/"
                + A
                + ".",
            "",
            "| gate | | |",
            "|---|---|---|",
            "| <code>student.accuracy >= baseline.student.accuracy - 0.002</code> | **failed** |"
                + " 0.96 is not >= 0.968 |",
            "",
            "| metric | this run | held against | difference |",
            "|---|---:|---:|---:|",
            "| evaluate student.accuracy | 0.96 | 0.97 | -0.01 |",
            "",
            "| changed parameter | this run | held against |",
            "|---|---|---|",
            "| seed | <code>3</code> | <code>1</code> |");
  }

  @Test
  void textOfOthersStaysTextInTheComment() {
    String id = "20260105-000000-eeeeee";
    new RunFixture(store, "digits", id)
        .failed(
            "student",
            ErrorClass.APPLICATION,
            "<img src=x onerror=alert(1)> | **@everyone** `x`\n## heading",
            "")
        .ended(State.FAILED);

    assertThat(cli.run("report", id).out())
        .contains(
            "&lt;img src=x onerror=alert(1)> \\| \\*\\*\\@everyone\\*\\* \\`x\\` \\#\\# heading");
  }

  @Test
  void aCiSystemReadsStepsAndGatesAsTestCases() throws Exception {
    cli.run("gate", C, "--gate", "student.accuracy > 0.99");

    Document document = xml(cli.run("report", C, "--format", "junit").out());

    Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("0.96 is not > 0.99");
    assertThat(((Element) failure.getParentNode()).getAttribute("name"))
        .isEqualTo("gate student.accuracy > 0.99");
  }

  @Test
  void controlCharactersOfAMessageLeaveTheXmlWellFormed() throws Exception {
    String id = "20260105-000000-eeeeee";
    new RunFixture(store, "digits", id)
        .failed("student", ErrorClass.APPLICATION, "\u001b[31mred\u0000 & <b>", "")
        .ended(State.FAILED);

    Document document = xml(cli.run("report", id, "--format", "junit").out());

    assertThat(((Element) document.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .contains("[31mred")
        .contains("& <b>");
  }

  @Test
  void theSummaryForProgramsHasMetricsOfBothRuns() {
    cli.run("promote", A, "champion");
    cli.run("gate", C, "--gate", BETTER, "--baseline", "champion");

    assertThat(cli.run("report", C, "--format", "summary").out())
        .contains("\"state\": \"SUCCEEDED\"")
        .contains("\"student.accuracy\": 0.96")
        .contains("\"student.accuracy\": 0.97")
        .contains("\"passed\": false")
        .contains("\"baseline\": \"pipelines/digits/runs/" + A + "\"");
  }

  @Test
  void aChampionWhoseFolderIsGoneIsNamed() {
    cli.run("promote", A, "champion");
    store.deleteAll(new RunLayout("digits", A).folder());

    Result result = cli.run("gate", C, "--gate", BETTER, "--baseline", "champion");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("The champion of digits, digits/" + A + ", is gone.");
  }

  private RunFixture run(String id, double accuracy) {
    return new RunFixture(store, "digits", id)
        .createdAt(Instant.parse("2026-01-01T00:00:00Z"))
        .succeeded("evaluate", Map.of("student.accuracy", accuracy));
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
