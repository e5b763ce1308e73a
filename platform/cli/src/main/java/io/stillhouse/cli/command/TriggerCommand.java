package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trigger}: what starts runs by itself. */
@Command(
    name = "trigger",
    header = "Manages what starts runs by itself: schedules and webhooks.",
    description = "A server of the store carries triggers out: see stillhouse server.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse trigger apply nightly.yaml",
      "  stillhouse trigger list; stillhouse trigger events nightly",
      "  stillhouse trigger fire nightly -p seed=2; stillhouse trigger delete nightly"
    })
public final class TriggerCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private TriggerCommand() {}

  /** The command with its subcommands. */
  public static CommandLine of(CliEnvironment environment) {
    return new CommandLine(new TriggerCommand())
        .addSubcommand(new TriggerApplyCommand(environment))
        .addSubcommand(new TriggerListCommand(environment))
        .addSubcommand(new TriggerEventsCommand(environment))
        .addSubcommand(new TriggerFireCommand(environment))
        .addSubcommand(new TriggerDeleteCommand(environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
