package io.stillhouse.server.view;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.runstore.view.StepCounts;
import io.stillhouse.v1.RunSummary;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StateCount;
import java.util.List;
import java.util.OptionalDouble;

/** Runs as lines of lists. */
public final class Summaries {
  private final Pins pins;

  /** Of the runs of a store. */
  public Summaries(ArtifactStore store) {
    this.pins = new Pins(store);
  }

  /** Keeps a run from gc, or leaves it to it again. */
  public void pin(RunLayout run, boolean pinned) {
    pins.set(run, pinned);
  }

  public boolean isPinned(RunLayout run) {
    return pins.isPinned(run);
  }

  /**
   * The line of a run.
   *
   * @param columns the columns that were asked for, in order
   */
  public RunSummary of(io.stillhouse.runstore.view.RunSummary run, List<String> columns) {
    return of(run, columns, OptionalDouble.empty());
  }

  /**
   * The line of a run.
   *
   * @param progress the share of its work that is done, where more is known than how many steps
   *     have ended
   */
  RunSummary of(
      io.stillhouse.runstore.view.RunSummary run, List<String> columns, OptionalDouble progress) {
    RunSummary.Builder summary =
        RunSummary.newBuilder()
            .setName(run.run().name())
            .setPipeline(run.run().pipeline())
            .setRunId(run.run().runId())
            .setExperiment(run.experiment())
            .putAllLabels(run.labels())
            .setState(run.state())
            .setCreateTime(Times.toProto(run.createTime()))
            .setProgress(progress.orElse(endedShare(run.steps())))
            .setRetryOf(run.retryOf())
            .setPinned(pins.isPinned(run.run()));
    run.startTime().ifPresent(time -> summary.setStartTime(Times.toProto(time)));
    run.endTime().ifPresent(time -> summary.setEndTime(Times.toProto(time)));
    count(summary, State.PENDING, run.steps().pending());
    count(summary, State.RUNNING, run.steps().running());
    count(summary, State.SUCCEEDED, run.steps().succeeded());
    count(summary, State.SKIPPED, run.steps().skipped());
    count(summary, State.FAILED, run.steps().failed());
    count(summary, State.CANCELED, run.steps().canceled());
    run.error()
        .ifPresent(
            error ->
                summary.setError(
                    run.failedStep() + ": " + error.getMessage().lines().findFirst().orElse("")));
    for (String column : columns) {
      summary.addCells(Cells.of(run.columns().get(column)));
    }
    return summary.build();
  }

  private static void count(RunSummary.Builder summary, State state, int count) {
    if (count > 0) {
      summary.addStepCounts(StateCount.newBuilder().setState(state).setCount(count));
    }
  }

  private static double endedShare(StepCounts steps) {
    return steps.total() == 0
        ? 0
        : (steps.total() - steps.pending() - steps.running()) / (double) steps.total();
  }
}
