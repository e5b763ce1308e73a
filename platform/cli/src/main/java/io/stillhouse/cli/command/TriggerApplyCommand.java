package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.definition.TextFile;
import io.stillhouse.cli.server.TriggerWork.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trigger apply}: triggers as files say. */
@Command(
    name = "apply",
    header = "Creates triggers, or changes them into what files say.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse trigger apply nightly.yaml --check")
public final class TriggerApplyCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of kind Trigger.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--check", description = "Only shows what is wrong with them.")
  private boolean check;

  @Mixin private TriggerOptions triggers = new TriggerOptions();

  public TriggerApplyCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return triggers
        .open(environment)
        .apply(
            files.stream().map(file -> TextFile.read(environment, file)).toList(),
            check ? Effect.CHECK : Effect.APPLY)
        .code();
  }
}
