package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trigger fire}: an event by hand. */
@Command(
    name = "fire",
    header = "Starts what a trigger would start, as its concurrency policy says.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse trigger fire nightly -p seed=2")
public final class TriggerFireCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "TRIGGER", description = "The name of the trigger.")
  private String name = "";

  @Mixin private ParametersOption parameters = new ParametersOption();
  @Mixin private TriggerOptions triggers = new TriggerOptions();

  public TriggerFireCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return triggers.open(environment).fire(name, parameters.texts().texts()).code();
  }
}
