package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code token}: who may call the server. */
@Command(
    name = "token",
    header = "Makes, lists and ends the tokens by which the server knows its callers.",
    synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private TokenCommand() {}

  /** The command with its subcommands. */
  public static CommandLine of(CliEnvironment environment) {
    return new CommandLine(new TokenCommand())
        .addSubcommand(new TokenCreateCommand(environment))
        .addSubcommand(new TokenListCommand(environment))
        .addSubcommand(new TokenRevokeCommand(environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
