package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.RunDifference;
import io.stillhouse.cli.runs.RunDifferencePage;
import io.stillhouse.cli.runs.StoredRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code diff}: what differs between two runs. */
@Command(
    name = "diff",
    header = "Shows what differs between two runs: parameters, definition, programs, metrics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse diff quickstart/20260131-120000-abc123 latest",
      "  stillhouse diff abc123 latest --output json | jq .metrics"
    })
public final class DiffCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(index = "0", paramLabel = "A", description = "The run to compare with.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "The run that is compared.")
  private String second = "";

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public DiffCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    StoredRuns runs = new StoredRuns(opened);
    RunDifference difference = RunDifference.between(opened, runs.find(first), runs.find(second));
    RunDifferencePage page = new RunDifferencePage(environment);
    if (output.isJson()) {
      page.json(difference);
    } else {
      page.print(difference);
    }
    return CliExit.OK.code();
  }
}
