package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.runs.RunSession;
import io.stillhouse.cli.runs.StoredRuns;
import io.stillhouse.orchestrator.RunController;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "STEP",
      description = "The first step to repeat.")
  private String from = "";

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public RetryCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    RunController controller =
        new RunController(opened, environment.variables(), environment.clock());
    RunLayout repeated = controller.retryFrom(new StoredRuns(opened).find(run).layout(), from);
    RunSession.Form form = output.isJson() ? RunSession.Form.JSON : RunSession.Form.TEXT;
    return new RunSession(environment, opened, controller, form)
        .watch(repeated, controller::execute)
        .code();
  }
}
