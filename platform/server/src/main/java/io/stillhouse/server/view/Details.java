package io.stillhouse.server.view;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunDetail;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepDetail;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** Runs with all their steps: from the index what changes, from the store what does not. */
public final class Details {
  private final RunStore index;
  private final RunRecordCache records;
  private final Summaries summaries;
  private final StepDetails steps;
  private final Remaining remaining;
  private final Clock clock;

  /** Of an index and the store that it is of. */
  public Details(RunStore index, RunRecordCache records, Summaries summaries, Clock clock) {
    this.index = index;
    this.records = records;
    this.summaries = summaries;
    this.steps = new StepDetails(records);
    this.remaining = new Remaining(index);
    this.clock = clock;
  }

  /**
   * A run as it is now.
   *
   * @throws ApiException if there is none
   */
  public RunDetail of(RunLayout run) {
    return of(
        index.run(run).orElseThrow(() -> ApiException.notFound("there is no run " + run.name())));
  }

  public RunDetail of(RunDetails run) {
    RunLayout layout = run.summary().run();
    Run record = records.run(layout);
    Instant now = clock.instant();
    RunDetail.Builder detail =
        RunDetail.newBuilder()
            .setSummary(summaries.of(run.summary(), List.of(), progress(run)))
            .setSource(record.getDefinition().getSource())
            .putAllParameters(record.getParametersMap())
            .setOrchestrator(run.summary().owner().orElse(""))
            .setInterrupted(run.summary().interrupted())
            .setBackend(record.getBackend())
            .setUseCache(record.getUseCache())
            .setRetryFrom(record.getRetryFrom())
            .setReadTime(Times.toProto(now));
    if (!record.hasBackend()) {
      detail
          .getBackendBuilder()
          .setLauncher(RunRecords.backend(record).launcher())
          .setRunner(RunRecords.backend(record).runner());
    }
    for (StepSummary step : run.steps()) {
      detail.addSteps(steps.of(layout, step, now));
    }
    remaining.of(run, now).ifPresent(time -> detail.setRemaining(Times.toProto(time)));
    return detail.build();
  }

  /** The share of a run's steps that is done, those at work with what they say. */
  private static OptionalDouble progress(RunDetails run) {
    double done = 0;
    for (StepSummary step : run.steps()) {
      if (step.endTime().isPresent() || isOver(step.state())) {
        done++;
      } else if (step.progress().isPresent() && step.progress().get().progress().getTotal() > 0) {
        done +=
            Math.min(
                1.0,
                step.progress().get().progress().getDone()
                    / (double) step.progress().get().progress().getTotal());
      }
    }
    return run.steps().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(done / run.steps().size());
  }

  public static boolean isOver(State state) {
    return switch (state) {
      case SUCCEEDED, SKIPPED, FAILED, CANCELED -> true;
      default -> false;
    };
  }

  /** One step, as {@link #of(RunLayout)} tells it. */
  public StepDetail step(RunLayout run, StepSummary step) {
    return steps.of(run, step, clock.instant());
  }
}
