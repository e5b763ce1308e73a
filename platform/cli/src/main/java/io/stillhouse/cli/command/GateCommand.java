package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.GateJudge;
import io.stillhouse.cli.runs.Gating;
import io.stillhouse.cli.runs.RunSession;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gate}: whether a run that has ended is good enough. */
@Command(
    name = "gate",
    header = "Judges a run by conditions on its metrics.",
    description = {
      "A gate compares two sides of arithmetic over metrics of the run and, as baseline.METRIC, of the",
      "run that it is held against. A metric that several steps have is written",
      "steps.STEP.metrics['METRIC']. A metric that is missing or not a number fails its gate.",
      "What came of it stays with the run, for show and report. Exit code 3 when a gate failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse gate latest --gate 'student.accuracy >= 0.95' --gate 'student.ece < 0.05'",
      "  stillhouse gate latest --baseline champion --gate 'student.accuracy >="
          + " baseline.student.accuracy - 0.002'"
    })
public final class GateCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Mixin private GateOptions gates = new GateOptions();
  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public GateCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Gating gating =
        gates
            .gating()
            .orElseThrow(
                () ->
                    new CliException(
                        CliExit.INVALID,
                        "There is no gate to judge by.",
                        "Such as: --gate 'student.accuracy >= 0.95'"));
    ArtifactStore opened = store.open(environment);
    StoredRun found = new StoredRuns(opened).find(run);
    return new GateJudge(environment, opened)
        .tell(
            gating.check(opened, found.run().getExperiment()),
            found,
            output.isJson() ? RunSession.Form.JSON : RunSession.Form.TEXT)
        .code();
  }
}
