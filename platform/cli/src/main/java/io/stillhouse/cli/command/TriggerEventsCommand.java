package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trigger events}: what happened. */
@Command(
    name = "events",
    header = "Lists what happened for a trigger and what became of it, newest first.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse trigger events nightly")
public final class TriggerEventsCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "TRIGGER", description = "The name of the trigger.")
  private String name = "";

  @Mixin private TriggerOptions triggers = new TriggerOptions();

  public TriggerEventsCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return triggers.open(environment).events(name).code();
  }
}
