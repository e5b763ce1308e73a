package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import io.stillhouse.orchestrator.retention.RunPins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code unpin}: lets gc collect a run that was pinned. */
@Command(
    name = "unpin",
    header = "Lets gc collect a run that was pinned.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse unpin quickstart/20260131-235959-a1b2c3")
public final class UnpinCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Mixin private StoreOption store = new StoreOption();

  public UnpinCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    StoredRun found = new StoredRuns(opened).find(run);
    new RunPins(opened).unpin(found.layout());
    environment.out().println(found.displayName() + " is not pinned.");
    return CliExit.OK.code();
  }
}
