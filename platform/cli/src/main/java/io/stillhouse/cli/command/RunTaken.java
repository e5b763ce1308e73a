package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.runs.RunSession;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import io.stillhouse.cli.sweep.SweepCancellation;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.RunOutcome;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code RUN --store --output}: a run of a store that is taken up before the user's eyes. */
final class RunTaken {
  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  /** Which run is to be executed, given the one that the user named. */
  @FunctionalInterface
  interface Choice {
    RunLayout choose(RunController controller, RunLayout named);
  }

  /** How that run is executed. */
  @FunctionalInterface
  interface Execution {
    RunOutcome execute(RunController controller, RunLayout run, RunListener listener);

    // Not where it is used: picocli looks at every method of a command's class, a lambda's
    // included, and
    // would load the messages for a mere --help.
    default RunSession.Execution on(RunController controller) {
      return (run, listener) -> execute(controller, run, listener);
    }
  }

  /** Takes the run to its end; returns the exit code of the command. */
  int take(CliEnvironment environment, Choice choice, Execution execution) {
    ArtifactStore opened = store.open(environment);
    StoredRun named = new StoredRuns(opened).find(run);
    RunController controller = controller(environment, opened, store, named);
    RunLayout chosen = choice.choose(controller, named.layout());
    RunSession.Form form = output.isJson() ? RunSession.Form.JSON : RunSession.Form.TEXT;
    return new RunSession(
            store.surroundings(environment), opened, controller, form, Optional.empty())
        .watch(chosen, execution.on(controller))
        .code();
  }

  /** What cancels sweeps, each run on the platform that it was created for. */
  static SweepCancellation cancellation(
      CliEnvironment environment, ArtifactStore opened, StoreOption store) {
    return new SweepCancellation(
        environment, opened, run -> controller(environment, opened, store, run));
  }

  /** A controller that reaches what the run was created for. */
  static RunController controller(
      CliEnvironment environment, ArtifactStore opened, StoreOption store, StoredRun run) {
    RunBackend recorded = RunRecords.backend(run.run());
    BackendOptions.load(environment, recorded);
    return new RunController(
        opened,
        store.surroundings(environment).variables(),
        environment.clock(),
        store.context(environment).backend(recorded.launcher(), recorded.runner()));
  }
}
