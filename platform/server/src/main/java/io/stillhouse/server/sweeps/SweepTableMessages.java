package io.stillhouse.server.sweeps;

import io.stillhouse.sweep.statistics.Estimate;
import io.stillhouse.sweep.table.Goal;
import io.stillhouse.sweep.table.SweepTable;
import io.stillhouse.sweep.table.Verdict;
import io.stillhouse.v1.SweepEstimate;
import io.stillhouse.v1.SweepGoal;
import io.stillhouse.v1.SweepRow;
import io.stillhouse.v1.SweepVerdict;
import io.stillhouse.v1.TabulateSweepResponse;

/** Writes a sweep's table as a message. */
final class SweepTableMessages {
  private SweepTableMessages() {}

  static void add(SweepTable table, TabulateSweepResponse.Builder answer) {
    answer
        .setMetric(table.metric())
        .setGoal(
            table.goal() == Goal.MAXIMUM
                ? SweepGoal.SWEEP_GOAL_MAXIMUM
                : SweepGoal.SWEEP_GOAL_MINIMUM)
        .addAllNotes(table.notes());
    table.rows().forEach(row -> answer.addRows(row(row)));
  }

  private static SweepRow row(SweepTable.Row row) {
    SweepRow.Builder message =
        SweepRow.newBuilder()
            .putAllCombination(row.measured().combination())
            .setAsked(row.measured().asked())
            .setBest(row.best());
    if (row.estimate().count() > 0) {
      message.setEstimate(estimate(row.estimate()));
    }
    row.difference().ifPresent(difference -> message.setDifference(estimate(difference)));
    row.probability().ifPresent(message::setProbability);
    row.verdict().ifPresent(verdict -> message.setVerdict(verdict(verdict)));
    return message.build();
  }

  private static SweepEstimate estimate(Estimate estimate) {
    SweepEstimate.Builder message =
        SweepEstimate.newBuilder().setMean(estimate.mean()).setCount(estimate.count());
    if (Double.isFinite(estimate.standardDeviation())) {
      message.setStandardDeviation(estimate.standardDeviation());
    }
    estimate
        .interval()
        .ifPresent(interval -> message.setLower(interval.lower()).setUpper(interval.upper()));
    return message.build();
  }

  private static SweepVerdict verdict(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> SweepVerdict.SWEEP_BETTER;
      case WORSE -> SweepVerdict.SWEEP_WORSE;
      case INCONCLUSIVE -> SweepVerdict.SWEEP_INCONCLUSIVE;
      case BASELINE -> SweepVerdict.SWEEP_BASELINE;
    };
  }
}
