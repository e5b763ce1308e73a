package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.Style;
import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.GateVerdict;
import java.io.PrintWriter;

/** Shows what gates said of a run. */
public final class GatePage {
  private GatePage() {}

  /** A line a gate, and which run was held against. */
  public static void print(GateReport report, CliEnvironment environment) {
    PrintWriter out = environment.out();
    Style style = environment.terminal().outStyle();
    if (!report.getBaseline().isEmpty()) {
      out.println(
          "held against "
              + report.getBaselineReference()
              + ", "
              + StoredRun.displayName(RunLayout.ofName(report.getBaseline())));
    }
    for (GateVerdict verdict : report.getVerdictsList()) {
      out.println(
          (verdict.getPassed() ? style.green("passed") : style.red("FAILED"))
              + "  "
              + verdict.getGate()
              + "  ("
              + verdict.getReason()
              + ")");
    }
    out.flush();
  }
}
