package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.orchestrator.RunController;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retry}: repeats a run from a step on. */
@Command(
    name = "retry",
    header = "Repeats a run from a step on, as a new run.",
    description = {
      "That step and all that come after it run anew, without the cache; the others keep their results.",
      "Changed programs and data count, so a repaired step can be tried at once."
    },
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse retry latest --from student")
public final class RetryCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Mixin private RunTaken run = new RunTaken();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "STEP",
      description = "The first step to repeat.")
  private String from = "";

  public RetryCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return run.take(
        environment,
        (controller, named) -> controller.retryFrom(named, from),
        RunController::execute);
  }
}
