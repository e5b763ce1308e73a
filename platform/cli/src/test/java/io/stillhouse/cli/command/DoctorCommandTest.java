package io.stillhouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.CliHarness;
import io.stillhouse.cli.CliHarness.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder;
  private CliHarness cli;
  private Workplace workplace;

  @BeforeEach
  void makeWorkplace() throws Exception {
    workplace = new Workplace(folder);
    cli = new CliHarness(folder);
  }

  @Test
  void aPlaceThatHasEverythingIsFoundWellAndStaysAsItWas() throws Exception {
    Result result = cli.run("doctor", "--components", "components");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("java     " + Runtime.version())
        .contains("machine  " + Runtime.getRuntime().availableProcessors() + " cores")
        .contains(".stillhouse/store can be read, written and created in once");
    assertThat(folder.resolve(".stillhouse/store/_doctor")).doesNotExist();
  }

  @Test
  void aStoreThatCannotBeUsedFailsAndSaysWhatToDo() throws Exception {
    Files.writeString(folder.resolve("file"), "not a folder");
    for (String store : new String[] {"file", "file/below"}) {
      Result result = cli.run("doctor", "--components", "components", "--store", store);

      assertThat(result.exit()).isEqualTo(4);
      assertThat(result.out()).contains("store", folder.resolve("file").toString(), "--store");
    }
  }

  @Test
  void stepsThatNeedMoreThanTheMachineHasAreNamed() throws Exception {
    workplace.write(
        "large.yaml",
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: large}
        steps:
          - {name: modest, component: scripted}
          - {name: huge, component: scripted, resources: {cpu: 4000, memory: 100Ti}}
        """);

    Result result = cli.run("doctor", "large.yaml", "--components", "components");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("more is asked for by huge (4000 cores, 102400Gi)")
        .contains("each runs alone here")
        .doesNotContain("modest");
  }

  @Test
  void aComponentThatIsNotBuiltIsFound() throws Exception {
    Files.delete(folder.resolve("components/scripted/program"));

    Result result = cli.run("doctor", "--components", "components", "--output", "json");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out())
        .contains("\"subject\": \"component\"", "\"status\": \"failed\"", "scripted is not built");
  }

  @Test
  void aDefinitionWithMistakesIsNotExaminedFurther() throws Exception {
    workplace.write("wrong.yaml", "apiVersion: stillhouse.io/v1\nkind: Pipline\n");

    Result result = cli.run("doctor", "wrong.yaml", "--components", "components");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("wrong.yaml:2:");
  }

  @Test
  void aLauncherThatIsNotThereIsAMistake() {
    Result result = cli.run("doctor", "--components", "components", "--launcher", "dokcer");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("there is no launcher 'dokcer'");
  }
}
