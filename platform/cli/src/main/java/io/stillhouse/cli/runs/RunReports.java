package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.release.gate.GateCheck;
import io.stillhouse.release.summary.JUnitReport;
import io.stillhouse.release.summary.MarkdownSummary;
import io.stillhouse.release.summary.ReportedRun;
import io.stillhouse.release.summary.RunOverviews;
import io.stillhouse.v1.GateReport;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of a run, in the forms that pull requests and CI systems take. */
public final class RunReports {
  private final ArtifactStore store;

  public RunReports(ArtifactStore store) {
    this.store = store;
  }

  /**
   * For a pull request: the verdict with figures, and then what the evaluation wrote, if it did.
   */
  public byte[] markdown(StoredRun run) {
    Reports evaluations = new Reports(store);
    String evaluation =
        evaluations.find(run, Reports.Form.MARKDOWN).isEmpty()
            ? ""
            : "\n" + text(evaluations.read(run, Reports.Form.MARKDOWN));
    return (MarkdownSummary.of(reported(run)) + evaluation).getBytes(StandardCharsets.UTF_8);
  }

  /** For CI systems: steps and gates as test cases. */
  public byte[] junit(StoredRun run) {
    return JUnitReport.of(reported(run)).getBytes(StandardCharsets.UTF_8);
  }

  /** For programs. */
  public byte[] summary(StoredRun run) {
    return ProtoJson.write(RunOverviews.of(reported(run)));
  }

  private ReportedRun reported(StoredRun run) {
    Optional<GateReport> gates = GateCheck.lastReport(store, run.layout());
    return new ReportedRun(
        run.run(),
        run.state(),
        run.outcome(),
        parameters(run),
        run.ended(),
        gates,
        gates
            .map(GateReport::getBaseline)
            .filter(name -> !name.isEmpty())
            .flatMap(name -> new StoredRuns(store).read(RunLayout.ofName(name)))
            .map(held -> new ReportedRun.Baseline(parameters(held), held.ended())));
  }

  private static Map<String, String> parameters(StoredRun run) {
    Map<String, String> parameters = new TreeMap<>();
    run.run()
        .getParametersMap()
        .forEach((name, value) -> parameters.put(name, Values.fromProto(value).canonicalText()));
    return parameters;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
