package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.orchestrator.RunController;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code execute}: takes a run that was created elsewhere to its end. */
@Command(
    name = "execute",
    header = "Takes a run that was created before to its end: what a detached run does.",
    description = {
      "Killed and started again it goes on where it was; unlike resume it gives no step another chance.",
      "Everything that it needs stands in the store."
    },
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse execute quickstart/20260101-120000-abcdef --store gs://bucket/runs")
public final class ExecuteCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Mixin private RunTaken run = new RunTaken();

  public ExecuteCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return run.take(environment, (controller, named) -> named, RunController::execute);
  }
}
