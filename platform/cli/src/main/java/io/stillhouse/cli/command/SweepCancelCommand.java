package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.sweep.Sweeps;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sweep cancel}: stops a sweep. */
@Command(
    name = "cancel",
    header = "Cancels the runs of a sweep that have not ended, and lets no more of them begin.",
    description = "Asking for the sweep again goes on with it.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse sweep cancel temperatures")
public final class SweepCancelCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SWEEP", description = "The sweep.")
  private String sweep = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "How long to wait until they have stopped; 60 by default. Ends with 124 if they have not.")
  private long timeoutSeconds = 60;

  @Mixin private StoreOption store = new StoreOption();

  public SweepCancelCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutSeconds < 0) {
      throw new ParameterException(
          spec.commandLine(), "--timeout is 0 or more seconds, not " + timeoutSeconds);
    }
    ArtifactStore opened = store.open(environment);
    return RunTaken.cancellation(environment, opened, store)
        .cancel(new Sweeps(opened).find(sweep), Duration.ofSeconds(timeoutSeconds))
        .code();
  }
}
