package io.stillhouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.cli.main.Main;
import io.stillhouse.cli.runs.RunFixture;
import io.stillhouse.v1.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is quick to start loads little: Beam, protobuf and logging wait until something runs. */
class StartupTest {
  private static final String[] HEAVY = {
    "org.apache.beam.",
    "com.google.protobuf.",
    "io.stillhouse.v1.",
    "ch.qos.logback.",
    "com.google.common."
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "run --help",
        "sweep --help",
        "sweep table --help",
        "sweep cancel --help",
        "validate two.yaml"
      })
  void helpAndValidationLoadNoHeavyLibrary(String arguments) throws Exception {
    Files.writeString(folder.resolve("two.yaml"), "apiVersion: stillhouse.io/v1\n");

    assertThat(classesLoadedBy(arguments.split(" ")))
        .contains("picocli.CommandLine")
        .noneMatch(StartupTest::isHeavy);
  }

  @Test
  void commandsThatReadRunsDoLoadThem() throws Exception {
    new RunFixture(
            ArtifactStores.open(folder.resolve(".stillhouse/store")), "p", "20260131-110000-aaaaaa")
        .ended(State.SUCCEEDED);

    assertThat(classesLoadedBy("runs")).anyMatch(StartupTest::isHeavy);
  }

  private static boolean isHeavy(String name) {
    for (String heavy : HEAVY) {
      if (name.startsWith(heavy)) {
        return true;
      }
    }
    return false;
  }

  private List<String> classesLoadedBy(String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xshare:auto", "-Xlog:class+load:file=" + folder.resolve("classes.txt") + ":none"));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    process.waitFor();
    return Files.readAllLines(folder.resolve("classes.txt"), StandardCharsets.UTF_8).stream()
        .map(line -> line.split(" ")[0])
        .toList();
  }
}
