package io.stillhouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.CliHarness.Result;
import io.stillhouse.cli.main.StillhouseCli;
import io.stillhouse.cli.text.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StillhouseCliTest {
  @TempDir private Path folder;

  @Test
  void theHelpListsEveryCommand() {
    Result help = cli().run("--help");

    assertThat(help.exit()).isZero();
    assertThat(commands())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(help.out()).containsPattern("(?m)^  " + name + " +[A-Z]"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExampleThatNamesIt(String command) {
    Result help = cli().run(command, "--help");

    assertThat(help.exit()).isZero();
    assertThat(help.out().substring(help.out().indexOf("Examples:")))
        .contains("stillhouse " + command);
    assertThat(help.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheOneThatWasProbablyMeant() {
    Result result = cli().run("validat", "x.yaml");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("Unmatched argument").contains("validate");
    assertThat(result.out()).isEmpty();
    assertThat(cli().run("rnu").err()).contains("Did you mean stillhouse run?");
    assertThat(cli().run("frobnicate").err()).contains("See stillhouse --help");
  }

  @Test
  void withoutACommandTheUserIsSentToTheHelp() {
    Result result = cli().run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "stillhouse: A command is missing.\nSee stillhouse --help\n"
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void stackTracesAreForThoseWhoAskForThem() {
    Result plain = cli().run("runs", "--store", "ftp://somewhere");
    Result debug = cli().run("runs", "--store", "ftp://somewhere", "--debug");

    assertThat(plain.exit()).isEqualTo(2);
    assertThat(plain.err()).contains("ftp").doesNotContain("\tat ");
    assertThat(debug.err()).contains("\tat ");
  }

  @Test
  void theCompletionScriptKnowsCommandsAndOptions() {
    assertThat(cli().run("completion", "bash").out())
        .startsWith("#!/usr/bin/env bash")
        .contains("validate")
        .contains("'--limit-memory'");
    assertThat(cli().run("completion", "zsh").exit()).isZero();
  }

  private CliHarness cli() {
    return new CliHarness(folder);
  }

  static Stream<String> commands() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CliEnvironment environment =
        new CliEnvironment(
            nowhere,
            nowhere,
            Map.of(),
            Path.of("/"),
            Clock.systemUTC(),
            Terminal.none(),
            handler -> () -> {});
    return StillhouseCli.commandLine(environment).getSubcommands().keySet().stream();
  }
}
