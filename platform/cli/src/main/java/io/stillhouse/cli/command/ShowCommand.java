package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.RunPage;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code show}: everything about one run. */
@Command(
    name = "show",
    header = "Shows a run: steps, states, cache, attempts, errors, metrics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse show latest",
      "  stillhouse show quickstart/20260131 --output json | jq .outcome.state"
    })
public final class ShowCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public ShowCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    StoredRun found = new StoredRuns(opened).find(run);
    RunPage page = new RunPage(environment, opened);
    if (output.isJson()) {
      page.json(found);
    } else {
      page.print(found);
    }
    return CliExit.OK.code();
  }
}
