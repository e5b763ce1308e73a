package io.stillhouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code bin/stillhouse} in a tree of its own, with a {@code java} and a {@code mvn} that only
 * write down how they were called: what is tested is when the script builds, and what it starts.
 */
class StartScriptTest {
  @TempDir private Path folder;
  private Path home;
  private Path tools;

  @BeforeEach
  void plantTree() throws IOException {
    home = folder.resolve("home");
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(StartScript.find(), home.resolve("bin/stillhouse"));
    executable(home.resolve("bin/stillhouse"));
    for (String source :
        List.of(
            "pom.xml",
            ".mvn/jvm.config",
            "protos/pom.xml",
            "training/pom.xml",
            "platform/cli/pom.xml",
            "platform/cli/src/main/java/Main.java",
            "steps/dataset-prep/pom.xml")) {
      write(source, "");
    }
    script(
        "java",
        """
        if [[ $1 == -XshowSettings:properties ]]; then echo "    java.specification.version = ${FAKE_JAVA:-17}" >&2; exit; fi
        [[ $* == *ArchiveClassesAtExit* || $* == *-Xshare:dump* || $* == *DumpLoadedClassList* ]] && exit
        [[ -n ${FAKE_JAVA_TELLS_LOCALE:-} ]] && echo "${LC_ALL:-} ${STILLHOUSE_GLYPHS:-}" && exit
        echo "started $STILLHOUSE_HOME in $PWD: ${*: -2}"
        """);
    script(
        "mvn",
        """
        echo "mvn $*" >>"%s"
        [[ -z ${FAKE_MVN_FAILS:-} ]] || { echo "[ERROR] it does not compile"; exit 1; }
        sleep "${FAKE_MVN_SECONDS:-0}"
        mkdir -p platform/cli/target
        touch platform/cli/target/stillhouse-cli.jar
        printf '%%s' "$PWD/pom.xml" >platform/cli/target/classpath
        """
            .formatted(folder.resolve("builds")));
  }

  @Test
  void theFirstUseBuildsAndTheSecondStartsAtOnce() throws Exception {
    Result first = start("runs", "--help");
    Result second = start("runs", "--help");

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.out()).isEqualTo("started " + home + " in " + folder + ": runs --help\n");
    assertThat(first.err())
        .isEqualTo("stillhouse: building Stillhouse (first use, about a minute)...\n");
    assertThat(second.err()).isEmpty();
    assertThat(builds())
        .containsExactly(
            "mvn -q -B -Dquick -DskipTests -pl platform/cli,platform/artifacts-gcs,platform/server,platform/tracing,steps/dataset-prep -am package");
  }

  @Test
  void aChangedAddedOrDeletedSourceAsksForABuildAndATestDoesNot() throws Exception {
    start("a", "b");
    write("platform/cli/src/test/java/MainTest.java", "");
    later("platform/cli/src/test/java/MainTest.java");
    start("a", "b");
    assertThat(builds()).hasSize(1);

    later("platform/cli/src/main/java/Main.java");
    assertThat(start("a", "b").err()).contains("sources have changed");
    assertThat(builds()).hasSize(2);

    Files.delete(home.resolve("platform/cli/src/main/java/Main.java"));
    later("platform/cli/src/main/java");
    start("a", "b");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void manyAtOnceBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(
          process(Map.of("FAKE_MVN_SECONDS", "0.5"), home.resolve("bin/stillhouse"), "a", "b"));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(builds()).hasSize(1);
  }

  @Test
  void aSymbolicLinkInAnotherFolderStartsTheSame() throws Exception {
    Path link = Files.createSymbolicLink(tools.resolve("sh"), Path.of("../home/bin/stillhouse"));
    Path again = Files.createSymbolicLink(folder.resolve("linked"), link);

    assertThat(finish(process(Map.of(), again, "a", "b")).out())
        .startsWith("started " + home + " in " + folder);
  }

  @Test
  void aMovedTreeIsBuiltAgainBecauseItsClassPathNamesTheOldPlace() throws Exception {
    start("a", "b");
    Path moved = Files.move(home, folder.resolve("moved"));

    Result result = finish(process(Map.of(), moved.resolve("bin/stillhouse"), "a", "b"));

    assertThat(result.out()).startsWith("started " + moved);
    assertThat(builds()).hasSize(2);
  }

  @Test
  void aFailedBuildShowsWhyAndIsTriedAgain() throws Exception {
    Result failed =
        finish(process(Map.of("FAKE_MVN_FAILS", "1"), home.resolve("bin/stillhouse"), "a", "b"));

    assertThat(failed.exit()).isEqualTo(2);
    assertThat(failed.err())
        .contains("[ERROR] it does not compile")
        .contains("the whole log: " + home.resolve("target/stillhouse/build.log"));
    assertThat(start("a", "b").exit()).isZero();
  }

  @Test
  void anOldJavaIsRefusedByName() throws Exception {
    Result result =
        finish(process(Map.of("FAKE_JAVA", "11"), home.resolve("bin/stillhouse"), "a", "b"));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("is Java 11; 17 or newer is needed");
    assertThat(builds()).isEmpty();
  }

  @Test
  void aMissingMavenIsNamed() throws Exception {
    Files.delete(tools.resolve("mvn"));
    for (String needed :
        List.of(
            "bash",
            "find",
            "flock",
            "mkdir",
            "readlink",
            "sed",
            "mv",
            "tail",
            "dirname",
            "rm",
            "cat",
            "sort",
            "env")) {
      script(needed, "exec /usr/bin/" + needed + " \"$@\"\n");
    }

    Result result =
        finish(process(Map.of("PATH", tools.toString()), home.resolve("bin/stillhouse"), "a", "b"));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("no mvn found");
  }

  @Test
  void aBuildWaitsForNobodyWhoStillUsesTheLastOneAndSaysSo() throws Exception {
    start("a", "b");
    Process using =
        new ProcessBuilder(
                "flock", "-s", home.resolve("target/stillhouse/use.lock").toString(), "sleep", "30")
            .start();
    try {
      later("platform/cli/src/main/java/Main.java");
      Result result = start("a", "b");

      assertThat(result.exit()).isZero();
      assertThat(result.err()).contains("not building now");
      assertThat(builds()).hasSize(1);
    } finally {
      using.descendants().forEach(ProcessHandle::destroy);
      using.destroy();
    }
  }

  @Test
  void whoeverBuiltItHimselfMaySaySo() throws Exception {
    write("platform/cli/target/stillhouse-cli.jar", "");
    write("platform/cli/target/classpath", home.resolve("pom.xml").toString());

    Result result =
        finish(
            process(Map.of("STILLHOUSE_REBUILD", "no"), home.resolve("bin/stillhouse"), "a", "b"));

    assertThat(result.exit()).as(result.all()).isZero();
    assertThat(builds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "C, '', '', C.UTF-8 ascii",
    "'', '', POSIX, C.UTF-8 ascii",
    "'', xx_XX.UTF-8, '', C.UTF-8 ascii",
    "'', '', '', C.UTF-8 ascii",
    "C.UTF-8, '', C, C.UTF-8",
    "'', C.UTF-8, C, C.UTF-8",
    "'', '', C.UTF-8, ''",
  })
  void aLocaleThatKnowsAsciiOnlyIsReplacedAndStepsCanInheritIt(
      String all, String ctype, String lang, String expected) throws Exception {
    Result result =
        finish(
            process(
                Map.of(
                    "LC_ALL", all, "LC_CTYPE", ctype, "LANG", lang, "FAKE_JAVA_TELLS_LOCALE", "1"),
                home.resolve("bin/stillhouse"),
                "a",
                "b"));

    assertThat(result.out().strip()).as(result.all()).isEqualTo(expected);
  }

  private record Result(int exit, String out, String err) {
    private String all() {
      return "exit " + exit + "\n" + out + err;
    }
  }

  private Result start(String... arguments) throws Exception {
    return finish(process(Map.of(), home.resolve("bin/stillhouse"), arguments));
  }

  private Process process(Map<String, String> variables, Path script, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(script.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", tools + ":/usr/bin:/bin");
    builder.environment().putAll(variables);
    return builder.start();
  }

  private static Result finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  private List<String> builds() throws IOException {
    Path log = folder.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    old(path);
  }

  /** Files of a checkout are older than its first build. */
  private static void old(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
    Files.setLastModifiedTime(path.getParent(), FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private void later(String file) throws Exception {
    Files.setLastModifiedTime(home.resolve(file), FileTime.from(Instant.now().plusSeconds(1)));
    Thread.sleep(1100); // the next build is dated after it
  }

  private void script(String name, String text) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + text);
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
