package io.stillhouse.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.text.Terminal;
import io.stillhouse.cli.text.TerminalSize;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.orchestrator.run.RunBackend;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTest {
  private static final String CONFIG =
      """
      apiVersion: stillhouse.io/v1
      kind: Config
      currentContext: cluster
      contexts:
        - name: cluster
          store: gs://bucket/runs
          launcher: kubernetes
          registry: registry.example/team
          kubernetes: {namespace: stillhouse, pendingDeadline: 20m, quiet: true, retries: 3}
          environment: {STORAGE_EMULATOR_HOST: 'http://emulator:4443'}
        - name: box
          launcher: docker
      """;

  @TempDir private Path folder;

  @Test
  void withoutAFileEverythingHappensOnThisMachine() {
    Context context =
        ContextFile.read(environment(Map.of())).context(environment(Map.of()), none());

    assertThat(context).isEqualTo(Context.LOCAL);
    assertThat(context.backend()).isEqualTo(RunBackend.LOCAL);
  }

  @Test
  void theCurrentContextHoldsUnlessAnotherIsNamed() throws Exception {
    CliEnvironment environment = environment(config(CONFIG));
    ContextFile file = ContextFile.read(environment);

    assertThat(file.context(environment, none()).name()).isEqualTo("cluster");
    assertThat(file.context(environment, Optional.of("box")).backend().launcher())
        .isEqualTo("docker");
    assertThat(file.context(environment, Optional.of("local"))).isEqualTo(Context.LOCAL);
    Map<String, String> variables = config(CONFIG);
    variables.put("STILLHOUSE_CONTEXT", "box");
    assertThat(file.context(environment(variables), none()).name()).isEqualTo("box");
  }

  @Test
  void settingsAreTextsAndCanBeOverridden() throws Exception {
    CliEnvironment environment = environment(config(CONFIG));
    Context context = ContextFile.read(environment).context(environment, none());

    assertThat(context.backend().launcherSettings())
        .containsOnly(
            Map.entry("namespace", "stillhouse"),
            Map.entry("pendingDeadline", "20m"),
            Map.entry("quiet", "true"),
            Map.entry("retries", "3"));
    assertThat(
            context
                .with(Map.of("kubernetes.namespace", "trial", "flink.master", "session:8081"))
                .backend("kubernetes", "flink"))
        .satisfies(
            backend -> {
              assertThat(backend.launcherSettings())
                  .containsEntry("namespace", "trial")
                  .containsEntry("pendingDeadline", "20m");
              assertThat(backend.runnerSettings())
                  .containsOnly(Map.entry("master", "session:8081"));
            });
    assertThat(context.backend("docker", "direct").launcherSettings()).isEmpty();
  }

  @Test
  void aContextThatIsNotThereIsToldWithTheOneThatWasProbablyMeant() throws Exception {
    CliEnvironment environment = environment(config(CONFIG));
    ContextFile file = ContextFile.read(environment);

    assertThatThrownBy(() -> file.context(environment, Optional.of("clutser")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("no context 'clutser'")
        .hasMessageContaining("Did you mean cluster?");
  }

  @Test
  void everythingThatIsWrongWithTheFileIsToldWithItsPlace() throws Exception {
    CliEnvironment environment =
        environment(
            config(
                CONFIG
                    .replace("launcher: kubernetes", "luancher: kubernetes")
                    .replace("kind: Config", "kind: Pipeline")));

    assertThatThrownBy(() -> ContextFile.read(environment))
        .isInstanceOf(InvalidTextException.class)
        .hasMessageContaining("config.yaml:2:")
        .hasMessageContaining("config.yaml:7:")
        .hasMessageContaining("luancher");
  }

  private Map<String, String> config(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("config.yaml"), text);
    return new TreeMap<>(Map.of("STILLHOUSE_CONFIG", file.toString()));
  }

  private CliEnvironment environment(Map<String, String> variables) {
    Map<String, String> all = new TreeMap<>(Map.of("HOME", folder.toString()));
    all.putAll(variables);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new CliEnvironment(
        nowhere,
        nowhere,
        all,
        folder,
        Clock.systemUTC(),
        Terminal.of(all, () -> new TerminalSize.Size(80, 24)),
        action -> () -> {});
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
