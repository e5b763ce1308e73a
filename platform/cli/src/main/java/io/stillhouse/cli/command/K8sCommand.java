package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code k8s}: what concerns Kubernetes alone. */
@Command(
    name = "k8s",
    header = "Shows what runs are in Kubernetes.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse k8s manifest pipeline-defs/quickstart.yaml --context cluster")
public final class K8sCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private K8sCommand() {}

  /** The command with its subcommands. */
  public static CommandLine of(CliEnvironment environment) {
    return new CommandLine(new K8sCommand()).addSubcommand(new K8sManifestCommand(environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command of k8s? There is manifest.");
  }
}
