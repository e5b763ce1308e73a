package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.Cancellation;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cancel}: stops a run. */
@Command(
    name = "cancel",
    header = "Cancels a run, whichever process is at work on it, and waits until it has stopped.",
    description = "Steps get time to save their work; resume goes on from there.",
    footerHeading = "%nExamples:%n",
    footer = {"  stillhouse cancel latest", "  stillhouse cancel latest --timeout 0"})
public final class CancelCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "How long to wait until it has stopped; 60 by default. Ends with 124 if it has not.")
  private long timeoutSeconds = 60;

  @Mixin private StoreOption store = new StoreOption();

  public CancelCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutSeconds < 0) {
      throw new ParameterException(
          spec.commandLine(), "--timeout is 0 or more seconds, not " + timeoutSeconds);
    }
    ArtifactStore opened = store.open(environment);
    StoredRun found = new StoredRuns(opened).find(run);
    CliExit exit =
        new Cancellation(
                environment, opened, RunTaken.controller(environment, opened, store, found))
            .cancel(found, Duration.ofSeconds(timeoutSeconds));
    return exit.code();
  }
}
