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
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse token create ci --scope launch --valid-for 90d",
      "  stillhouse token list; stillhouse token revoke 1f0c22a9d3b4"
    })
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
