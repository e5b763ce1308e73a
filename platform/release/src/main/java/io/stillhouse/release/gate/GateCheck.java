package io.stillhouse.release.gate;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.GateVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Gates, and what they are judged by.
 *
 * @param gates all of which must be passed, one or more
 * @param baseline the run that is held against; empty when there is none
 */
public record GateCheck(List<Gate> gates, Optional<Baseline> baseline) {

  /**
   * A run that others are held against.
   *
   * @param reference how it was named: an alias or a run
   * @param layout where it lies
   * @param metrics its metrics
   */
  public record Baseline(String reference, RunLayout layout, RunMetrics metrics) {}

  /** Copies the gates. */
  public GateCheck {
    gates = List.copyOf(gates);
    if (gates.isEmpty()) {
      throw new IllegalArgumentException("a check has one gate or more");
    }
  }

  /** Judges a run and keeps the report with it, in place of an earlier one. */
  public GateReport judge(ArtifactStore store, RunLayout layout, RunMetrics run, Instant now) {
    GateReport judged = judge(run, now);
    store.replace(layout.gateReport(), ProtoJson.write(judged));
    return judged;
  }

  /**
   * Judges a run. Without a baseline, gates that ask for one are passed: there is nothing that the
   * run could be worse than.
   */
  public GateReport judge(RunMetrics run, Instant now) {
    GateReport.Builder report =
        GateReport.newBuilder()
            .setPassed(true)
            .setEvaluateTime(
                Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()));
    baseline.ifPresent(
        held -> report.setBaseline(held.layout().name()).setBaselineReference(held.reference()));
    for (Gate gate : gates) {
      GateVerdict verdict =
          gate.needsBaseline() && baseline.isEmpty()
              ? GateVerdict.newBuilder()
                  .setGate(gate.text())
                  .setPassed(true)
                  .setReason("there is no run to be held against yet")
                  .build()
              : gate.judge(run, baseline.map(Baseline::metrics));
      report.addVerdicts(verdict).setPassed(report.getPassed() && verdict.getPassed());
    }
    return report.build();
  }

  /** What gates said of a run the last time; empty if nobody asked. */
  public static Optional<GateReport> lastReport(ArtifactStore store, RunLayout layout) {
    return ProtoJson.read(store, layout.gateReport(), GateReport.getDefaultInstance());
  }
}
