package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trigger list}: the triggers there are. */
@Command(
    name = "list",
    header = "Lists the triggers with the times at which they start next.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse trigger list")
public final class TriggerListCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Mixin private TriggerOptions triggers = new TriggerOptions();

  public TriggerListCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return triggers.open(environment).list().code();
  }
}
