package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: a script that completes commands and options in a shell. */
@Command(
    name = "completion",
    header = "Prints a script that completes commands and options in bash or zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(stillhouse completion bash)",
      "  stillhouse completion zsh > ~/.stillhouse-completion && source ~/.stillhouse-completion"
    })
public final class CompletionCommand implements Callable<Integer> {
  /** The shells that the script works in. */
  enum Shell {
    BASH,
    ZSH
  }

  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "bash|zsh", description = "The shell; the script is the same.")
  private Shell shell = Shell.BASH;

  public CompletionCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    environment.out().print(AutoComplete.bash("stillhouse", spec.root().commandLine()));
    return CliExit.OK.code();
  }
}
