package io.stillhouse.release.gate;

import io.stillhouse.v1.GateVerdict;
import java.util.Optional;

/**
 * A condition on a run's metrics: two sides of arithmetic over the run's metrics and those of the
 * run that it is held against, and a comparison between them, as in {@code student.accuracy >=
 * baseline.student.accuracy - 0.002}.
 */
public final class Gate {
  private final String text;
  private final Term left;
  private final Relation relation;
  private final Term right;

  Gate(String text, Term left, Relation relation, Term right) {
    this.text = text;
    this.left = left;
    this.relation = relation;
    this.right = right;
  }

  /**
   * Reads a gate.
   *
   * @throws GateSyntaxException if it is none
   */
  public static Gate parse(String text) {
    return new GateParser(text).parse();
  }

  /** The gate as it was written. */
  public String text() {
    return text;
  }

  /** Whether it cannot be judged without a run to be held against. */
  public boolean needsBaseline() {
    return left.asksForBaseline() || right.asksForBaseline();
  }

  /** Judges a run. A metric that is missing or NaN fails the gate; the verdict says why. */
  public GateVerdict judge(RunMetrics run, Optional<RunMetrics> baseline) {
    GateVerdict.Builder verdict = GateVerdict.newBuilder().setGate(text).setPassed(false);
    Term.Metrics metrics = new Judged(run, baseline);
    try {
      double leftValue = left.value(metrics);
      double rightValue = right.value(metrics);
      boolean passed = relation.holds(leftValue, rightValue);
      return verdict
          .setLeft(leftValue)
          .setRight(rightValue)
          .setPassed(passed)
          .setReason(reason(leftValue, rightValue, passed))
          .build();
    } catch (MetricUnknownException e) {
      return verdict.setReason(String.valueOf(e.getMessage())).build();
    }
  }

  private String reason(double leftValue, double rightValue, boolean passed) {
    if (Double.isNaN(leftValue) || Double.isNaN(rightValue)) {
      return "the " + (Double.isNaN(leftValue) ? "left" : "right") + " side is not a number";
    }
    return Figure.of(leftValue)
        + (passed ? " is " : " is not ")
        + relation.symbol()
        + " "
        + Figure.of(rightValue);
  }

  @Override
  public String toString() {
    return text;
  }

  /** The runs that terms take metrics from. */
  private record Judged(RunMetrics run, Optional<RunMetrics> given) implements Term.Metrics {
    @Override
    public RunMetrics baseline() {
      return given.orElseThrow(
          () -> new MetricUnknownException("there is no run to hold " + run.run() + " against"));
    }
  }
}
