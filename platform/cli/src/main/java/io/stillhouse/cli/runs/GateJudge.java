package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.release.gate.GateCheck;
import io.stillhouse.release.gate.RunMetrics;
import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.State;
import java.nio.charset.StandardCharsets;

/** Judges runs of a store. */
public final class GateJudge {
  private final CliEnvironment environment;
  private final ArtifactStore store;

  public GateJudge(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
  }

  /**
   * What gates say of a run; kept with the run.
   *
   * @throws CliException if the run did not succeed
   */
  public GateReport judge(GateCheck check, StoredRun run) {
    if (run.state() != State.SUCCEEDED) {
      throw new CliException(
          CliExit.FAILED,
          "The run "
              + run.displayName()
              + " is "
              + run.stateInAWord()
              + ": only one that succeeded can be judged.",
          "stillhouse show " + run.displayName() + " tells what became of its steps.");
    }
    RunMetrics metrics = RunMetrics.of(run.displayName(), run.ended());
    return check.judge(store, run.layout(), metrics, environment.clock().instant());
  }

  /** Judges a run, shows what came of it, and says with which exit code the command ends. */
  public CliExit tell(GateCheck check, StoredRun run, RunSession.Form form) {
    GateReport report = judge(check, run);
    if (form == RunSession.Form.JSON) {
      environment.out().print(new String(ProtoJson.write(report), StandardCharsets.UTF_8));
    } else {
      GatePage.print(report, environment);
    }
    return report.getPassed() ? CliExit.OK : CliExit.GATE_FAILED;
  }
}
