package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.orchestrator.RunController;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code execute}: takes a run that was created elsewhere to its end. */
@Command(
    name = "execute",
    header = "Takes a run that was created before to its end: what a detached run does.",
    description = {
      "Killed and started again it goes on where it was; unlike resume it gives no step another chance.",
      "Everything that it needs stands in the store."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse execute quickstart/20260101-120000-abcdef --store gs://bucket/runs",
      "  stillhouse execute quickstart/20260101-120000-abcdef --supervised"
    })
public final class ExecuteCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Option(
      names = "--supervised",
      description = {
        "For whoever starts this command again until it ends with 0, as a Job of Kubernetes does:",
        "it ends with 0 when the run has ended, failed runs included, and SIGTERM ends the command",
        "alone: the run's steps go on, and the next start takes the run over."
      })
  private boolean supervised;

  @Mixin private RunTaken run = new RunTaken();

  public ExecuteCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (!supervised) {
      return run.take(environment, (controller, named) -> named, RunController::execute);
    }
    // Failures of the command itself are thrown: what comes back is how the run ended.
    run.take(environment.withoutInterrupts(), (controller, named) -> named, RunController::execute);
    return CliExit.OK.code();
  }
}
