package io.stillhouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.CliHarness;
import io.stillhouse.cli.CliHarness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read definitions and components only. */
class DefinitionCommandsTest {
  @TempDir private Path folder;
  private CliHarness cli;
  private Workplace workplace;

  @BeforeEach
  void prepare() throws IOException {
    workplace = new Workplace(folder);
    cli = new CliHarness(folder);
  }

  @Test
  void everyProblemOfEveryFileIsShownAtOnceWhereItIs() throws IOException {
    workplace.definition("ok", "evaluate");
    workplace.write(
        "wrong.yaml",
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: wrong}
        steps:
          - name: first
            component: scriptd
          - name: second
            component: scripted
            parameters: {does: dance}
        """);

    Result result = cli.run("validate", "two.yaml", "wrong.yaml", "--components", "components");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out())
        .contains("+ two.yaml: pipeline two, 2 steps")
        .containsPattern("(?m)^wrong.yaml:6:16 .*did you mean scripted$")
        .containsPattern("(?m)^wrong.yaml:9:\\d+ .*dance")
        .contains("x wrong.yaml: 2 errors");
  }

  @Test
  void aFileThatCannotBeReadDoesNotKeepTheOthersFromBeingChecked() throws IOException {
    workplace.definition("ok", "evaluate");

    Result result = cli.run("validate", "tow.yaml", "two.yaml", "--components", "components");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out())
        .contains("tow.yaml: There is no file tow.yaml. Did you mean two.yaml?")
        .contains("x tow.yaml: 1 error")
        .contains("+ two.yaml: pipeline two, 2 steps");
  }

  @Test
  void validateAsJsonHasOneEntryAFile() throws IOException {
    workplace.definition("ok", "dance");

    Result result = cli.run("validate", "two.yaml", "--components", "components", "-o", "json");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out())
        .contains("\"file\": \"two.yaml\"")
        .contains("\"valid\": false")
        .contains("\"severity\": \"error\"")
        .contains("\"line\": 1");
  }

  @Test
  void aFileThatIsNotThereIsAnsweredWithTheOneThatWasProbablyMeant() throws IOException {
    workplace.definition("ok", "ok");

    Result result = cli.run("run", "tow.yaml", "--components", "components");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualToIgnoringNewLines(
            "stillhouse: There is no file tow.yaml.  Did you mean two.yaml?");
  }

  @Test
  void whatIsNotTextIsRefused() throws IOException {
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThat(cli.run("validate", "binary.yaml").out())
        .contains("binary.yaml is not text in UTF-8");
    assertThat(cli.run("validate", ".").out()).contains("it is a folder");
  }

  @Test
  void componentsAreListedAndShown() {
    assertThat(cli.run("components", "--components", "components").out())
        .contains("COMPONENT  INPUTS    OUTPUTS  DESCRIPTION")
        .contains("scripted   (before)  report   Does what it is told.");
    assertThat(cli.run("components", "scripted", "--components", "components/scripted").out())
        .contains("before  Report, optional  What came before.")
        .contains("does       string   \"ok\"     What it does. One of \"ok\", \"nap\", \"fail\"")
        .contains("seed       integer  1        Changes the cache key. (at least 0)");
    assertThat(cli.run("components", "--components", "components", "-o", "json").out())
        .contains("\"name\": \"scripted\"")
        .contains("\"minimum\": 0.0");
  }

  @Test
  void aComponentThatIsNotThereIsAnsweredWithTheOneThatWasProbablyMeant() {
    Result result = cli.run("components", "scriptd", "--components", "components");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains("There is no component scriptd.")
        .contains("Did you mean scripted?");
  }

  @Test
  void aFolderWithoutComponentsIsAMistake() {
    Result result = cli.run("components", "--components", ".");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--components .: there is no component.yaml");
  }

  @Test
  void schemasAreGeneratedFromTheComponentsAtHand() {
    assertThat(cli.run("schema", "--components", "components").out())
        .contains("$schema")
        .contains("scripted");
    assertThat(cli.run("schema", "component").out()).contains("$schema").contains("mainClass");
  }

  @Test
  void theInstallationsComponentsAreFoundWithoutBeingNamed() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.move(folder.resolve("components"), home.resolve("steps"));

    assertThat(cli.with("STILLHOUSE_HOME", home.toString()).run("components").out())
        .contains("scripted");
  }
}
