package io.stillhouse.release.summary;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.stillhouse.v1.RunOverview;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepOverview;

/** Summaries of runs for programs. */
public final class RunOverviews {
  private static final double NANOS_PER_SECOND = 1e9;

  private RunOverviews() {}

  /** The summary of a run. */
  public static RunOverview of(ReportedRun reported) {
    RunOverview.Builder summary =
        RunOverview.newBuilder()
            .setRun(reported.run().getName())
            .setExperiment(reported.run().getExperiment())
            .putAllLabels(reported.run().getLabelsMap())
            .setState(reported.state());
    reported
        .outcome()
        .ifPresent(
            outcome ->
                summary.setStartTime(outcome.getStartTime()).setEndTime(outcome.getEndTime()));
    reported.steps().forEach(step -> summary.addSteps(of(step)));
    reported.gates().ifPresent(summary::setGates);
    reported
        .baseline()
        .ifPresent(
            baseline -> baseline.steps().forEach(step -> summary.addBaselineSteps(of(step))));
    return summary.build();
  }

  /** The summary of a step. */
  static StepOverview of(StepOutcome step) {
    StepOverview.Builder summary =
        StepOverview.newBuilder()
            .setStep(step.getStep())
            .setState(step.getState())
            .setCached(step.getCached())
            .setAttempts(step.getAttemptsCount())
            .setSeconds(seconds(step.getReadyTime(), step.getEndTime()))
            .setReason(why(step));
    if (step.getState() == State.SUCCEEDED) {
      summary.putAllMetrics(step.getResult().getMetricsMap());
    }
    return summary.build();
  }

  private static String why(StepOutcome step) {
    if (step.getState() == State.FAILED || step.getState() == State.CANCELED) {
      for (int i = step.getAttemptsCount() - 1; i >= 0; i--) {
        if (step.getAttempts(i).hasError()) {
          return step.getAttempts(i).getError().getMessage();
        }
      }
    }
    return step.getState() == State.SUCCEEDED ? "" : step.getReason();
  }

  static double seconds(Timestamp start, Timestamp end) {
    boolean known = start.getSeconds() != 0 && end.getSeconds() != 0;
    return known ? Durations.toNanos(Timestamps.between(start, end)) / NANOS_PER_SECOND : 0;
  }
}
