package io.stillhouse.release.summary;

import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to report of a run.
 *
 * @param run its record
 * @param state its state now
 * @param outcome how it ended, once it has
 * @param parameters the run's parameters as text, by name
 * @param steps the outcome of every step that has ended, in plan order
 * @param gates what gates said of it, if anybody asked
 * @param baseline the run that it was held against, if there was one and it still exists
 */
public record ReportedRun(
    Run run,
    State state,
    Optional<RunOutcome> outcome,
    Map<String, String> parameters,
    List<StepOutcome> steps,
    Optional<GateReport> gates,
    Optional<Baseline> baseline) {

  /**
   * The run that another is held against.
   *
   * @param parameters its parameters as text, by name
   * @param steps the outcome of every step that has ended, in plan order
   */
  public record Baseline(Map<String, String> parameters, List<StepOutcome> steps) {
    /** Copies the lists. */
    public Baseline {
      parameters = Map.copyOf(parameters);
      steps = List.copyOf(steps);
    }
  }

  /** Copies the lists. */
  public ReportedRun {
    parameters = Map.copyOf(parameters);
    steps = List.copyOf(steps);
  }

  /** {@code pipeline/run}. */
  public String displayName() {
    return displayName(run.getName());
  }

  static String displayName(String name) {
    return name.replaceFirst("^pipelines/", "").replaceFirst("/runs/", "/");
  }

  /** Whether the run succeeded and passed its gates. */
  public boolean isGood() {
    return state == State.SUCCEEDED && gates.map(GateReport::getPassed).orElse(true);
  }
}
