package io.stillhouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.StartScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script and a real JVM in the locale of a bare container, which knows ASCII only. */
class NamesOutsideAsciiTest {
  @TempDir private Path folder;

  private Path script;

  /** What the tests run with stands for a build. */
  @BeforeEach
  void install() throws IOException {
    Path home = folder.resolve("installation");
    Path target = Files.createDirectories(home.resolve("platform/cli/target"));
    Files.createDirectory(target.resolve("stillhouse-cli.jar"));
    Files.writeString(
        target.resolve("classpath"),
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    script = Files.createDirectories(home.resolve("bin")).resolve("stillhouse");
    Files.copy(StartScript.find(), script, StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Test
  void aRunFindsItsDefinitionComponentSourceAndStoreInTheCLocale() throws Exception {
    Path place = Files.createDirectories(folder.resolve("größe – 作業"));
    Workplace workplace = new Workplace(place);
    workplace.write("données.txt", "read from données");
    workplace.write(
        "définition.yaml",
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: names, description: Größe.}
        steps:
          - {name: only, component: scripted, parameters: {does: read, source: données.txt}}
        """);

    String run =
        stillhouse(
            place, "run", "définition.yaml", "--components", "components", "--store", "läden/店");
    String logs = stillhouse(place, "logs", "latest", "--store", "läden/店");

    assertThat(run).contains("SUCCEEDED names/");
    assertThat(logs).contains("read from données");
    assertThat(place.resolve("läden/店/names")).isDirectory();
    assertThat(stillhouse(place, "validate", "définitio.yaml"))
        .contains("Did you mean définition.yaml?");
  }

  private String stillhouse(Path place, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList())
            .directory(place.toFile())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("STILLHOUSE_REBUILD", "no");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
