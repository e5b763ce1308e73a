package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.runs.RunSession;
import io.stillhouse.cli.runs.StoredRuns;
import io.stillhouse.orchestrator.RunController;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public ResumeCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    RunController controller =
        new RunController(opened, environment.variables(), environment.clock());
    RunSession.Form form = output.isJson() ? RunSession.Form.JSON : RunSession.Form.TEXT;
    return new RunSession(environment, opened, controller, form)
        .watch(new StoredRuns(opened).find(run).layout(), controller::resume)
        .code();
  }
}
