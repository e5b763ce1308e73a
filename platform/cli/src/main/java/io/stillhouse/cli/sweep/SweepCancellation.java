package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.v1.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Cancels a sweep from outside the process that is at work on it. */
public final class SweepCancellation {
  private static final long POLL_MILLIS = 100;

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final Function<StoredRun, RunController> controllers;

  /**
   * @param controllers gives what reaches the platform that a run was created for
   */
  public SweepCancellation(
      CliEnvironment environment,
      ArtifactStore store,
      Function<StoredRun, RunController> controllers) {
    this.environment = environment;
    this.store = store;
    this.controllers = controllers;
  }

  /** Lets no more runs begin, cancels those that have not ended, and waits for them. */
  public CliExit cancel(Sweep sweep, Duration timeout) throws InterruptedException {
    new Sweeps(store).requestCancel(sweep.getName());
    List<StoredRun> open =
        SweepRuns.read(store, sweep.getPipeline(), sweep.getName()).all().stream()
            .filter(run -> run.outcome().isEmpty())
            .toList();
    for (StoredRun run : open) {
      try {
        controllers.apply(run).cancel(run.layout());
      } catch (InvalidRunException alreadyEnded) {
        // It ended in this very moment: there is nothing left to cancel.
        continue;
      }
    }
    Instant deadline = environment.clock().instant().plus(timeout);
    while (!open.stream().allMatch(this::hasEnded)
        && environment.clock().instant().isBefore(deadline)) {
      Thread.sleep(POLL_MILLIS);
    }
    long left = open.stream().filter(run -> !hasEnded(run)).count();
    environment
        .out()
        .println(
            sweep.getName()
                + ": "
                + Figures.count(open.size() - left, "run")
                + " stopped, no more will begin"
                + (left == 0
                    ? ""
                    : "; " + Figures.count(left, "run") + " told to stop and still at work"));
    return left == 0 ? CliExit.OK : CliExit.TIMEOUT;
  }

  private boolean hasEnded(StoredRun run) {
    return store.read(run.layout().outcome()).isPresent();
  }
}
