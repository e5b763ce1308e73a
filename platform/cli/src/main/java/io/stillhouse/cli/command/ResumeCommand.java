package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.orchestrator.RunController;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code resume}: goes on with a run. */
@Command(
    name = "resume",
    header = "Goes on with a run that was interrupted, canceled or failed.",
    description = {
      "What has succeeded stays; steps that were at work are taken over if they still are, or go on",
      "from their last checkpoint. The result is the same as that of an undisturbed run."
    },
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse resume latest")
public final class ResumeCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Mixin private RunTaken run = new RunTaken();

  public ResumeCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return run.take(environment, (controller, named) -> named, RunController::resume);
  }
}
