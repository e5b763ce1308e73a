package io.stillhouse.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.platforms.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The commands of the workflow files for CI systems are run as those systems run them, in a folder
 * that has the command and a small definition where the files expect them. What only the CI system
 * has (its own actions, its own API) is left out.
 */
class CiWorkflowsTest {
  @TempDir private Path checkout;

  private final Installation installation = Installation.ofThisBuild();

  @BeforeEach
  void checkOut() throws IOException {
    Path bin = Files.createDirectories(checkout.resolve("bin"));
    Files.createSymbolicLink(
        bin.resolve("stillhouse"), installation.home().resolve("bin/stillhouse"));
    Path definitions = Files.createDirectories(checkout.resolve("pipeline-defs"));
    try (var yaml = CiWorkflowsTest.class.getResourceAsStream("/small.yaml")) {
      String text =
          new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
              .replace(
                  "source: {type: source,",
                  "source: {type: source, default: '%s',".formatted(installation.digits()));
      Files.writeString(definitions.resolve("quickstart.yaml"), text);
    }
  }

  @Test
  void theStepsOfGitHubActions() throws Exception {
    Map<String, Object> job = map(map(read("github-actions.yml").get("jobs")).get("distil"));
    Map<String, Object> scripts = new HashMap<>();
    for (Object step : list(job.get("steps"))) {
      if (map(step).containsKey("run")) {
        scripts.put(text(map(step), "name"), text(map(step), "run"));
      }
    }
    assertThat(scripts.keySet())
        .containsExactlyInAnyOrder("Distil", "Report", "Comment", "Promote");
    Path summary = checkout.resolve("step-summary.md");
    Map<String, String> variables =
        Map.of(
            "GITHUB_SHA", "0123456789abcdef",
            "GITHUB_REF_NAME", "better-student",
            "GITHUB_STEP_SUMMARY", summary.toString(),
            "STILLHOUSE_ACTOR", "ada");

    assertThat(run(variables, text(scripts, "Distil"))).contains("no run to be held against yet");
    run(variables, text(scripts, "Promote"));
    assertThat(run(variables, text(scripts, "Distil")))
        .as("the second run is held against the first")
        .contains("held against champion")
        .contains("passed  student.accuracy >= baseline.student.accuracy - 0.002");
    run(variables, text(scripts, "Report"));

    assertThat(Files.readString(summary))
        .startsWith("<!-- stillhouse: small -->\n## Gates passed: small/")
        .contains("| evaluate student.accuracy |");
    assertThat(checkout.resolve("report.xml")).content().contains("testcase");
    assertThat(checkout.resolve("summary.json")).content().contains("\"passed\": true");
    assertThat(bash(variables, "-n", "-c", text(scripts, "Comment")).exit()).isZero();
    assertThat(run(variables, "bin/stillhouse promotions")).contains("ada");
  }

  @Test
  void theScriptsOfGitLab() throws Exception {
    Map<String, Object> job = map(read("gitlab-ci.yml").get("distil"));
    Map<String, String> variables =
        Map.of(
            "CI_COMMIT_SHA", "0123456789abcdef",
            "CI_COMMIT_REF_SLUG", "main",
            "CI_COMMIT_BRANCH", "main",
            "CI_DEFAULT_BRANCH", "main",
            "STILLHOUSE_ACTOR", "ada");

    for (Object line : list(job.get("script"))) {
      run(variables, line.toString());
    }
    for (Object line : list(job.get("after_script"))) {
      run(variables, line.toString());
    }

    assertThat(checkout.resolve("report.xml")).content().contains("gate student.accuracy");
    assertThat(checkout.resolve("report.md")).content().contains("Gates passed");
    assertThat(run(variables, "bin/stillhouse show small@champion")).contains("SUCCEEDED");
  }

  private Map<String, Object> read(String workflow) throws IOException {
    Path file = installation.home().resolve("docs/ci").resolve(workflow);
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private String run(Map<String, String> variables, String script) throws Exception {
    Result result = bash(variables, "-e", "-o", "pipefail", "-c", script);
    assertThat(result.exit()).as("%s\n%s", script, result.output()).isZero();
    return result.output();
  }

  private Result bash(Map<String, String> variables, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(checkout, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
    builder.environment().putAll(Map.of("STILLHOUSE_REBUILD", "no", "TERM", "dumb"));
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    int exit = builder.start().waitFor();
    return new Result(exit, Files.readString(output));
  }

  private record Result(int exit, String output) {}

  private static String text(Map<String, Object> map, String key) {
    return requireNonNull(map.get(key)).toString();
  }

  @SuppressWarnings("unchecked") // YAML's keys are texts in these files.
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(@Nullable Object value) {
    return (List<Object>) requireNonNull(value);
  }
}
