package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.v1.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Cancels a run from outside the process that is at work on it. */
public final class Cancellation {
  private static final long POLL_MILLIS = 100;

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final RunController controller;

  public Cancellation(CliEnvironment environment, ArtifactStore store, RunController controller) {
    this.environment = environment;
    this.store = store;
    this.controller = controller;
  }

  /** Asks to cancel the run and waits until it has stopped, at most so long. */
  public CliExit cancel(StoredRun run, Duration timeout) throws InterruptedException {
    Optional<RunOutcome> outcome = controller.cancel(run.layout());
    Instant deadline = environment.clock().instant().plus(timeout);
    while (outcome.isEmpty() && environment.clock().instant().isBefore(deadline)) {
      Thread.sleep(POLL_MILLIS);
      outcome = ProtoJson.read(store, run.layout().outcome(), RunOutcome.getDefaultInstance());
    }
    environment
        .out()
        .println(
            run.displayName()
                + outcome
                    .map(ended -> ": " + ended.getState())
                    .orElse(" was told to stop and has not stopped yet."));
    return outcome.isPresent() ? CliExit.OK : CliExit.TIMEOUT;
  }
}
