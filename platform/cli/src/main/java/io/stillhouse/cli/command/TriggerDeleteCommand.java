package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trigger delete}: the end of one. */
@Command(
    name = "delete",
    header = "Deletes a trigger with the record of its events; runs go on.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse trigger delete nightly")
public final class TriggerDeleteCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "TRIGGER", description = "The name of the trigger.")
  private String name = "";

  @Mixin private TriggerOptions triggers = new TriggerOptions();

  public TriggerDeleteCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return triggers.open(environment).delete(name).code();
  }
}
