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

/** {@code pin}: keeps a run from gc. */
@Command(
    name = "pin",
    header = "Keeps a run from gc.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse pin latest")
public final class PinCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Mixin private StoreOption store = new StoreOption();

  public PinCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    StoredRun found = new StoredRuns(opened).find(run);
    new RunPins(opened).pin(found.layout());
    environment.out().println(found.displayName() + " is pinned.");
    return CliExit.OK.code();
  }
}
