package io.stillhouse.release.gate;

import java.util.Optional;

/** One side of a gate: arithmetic over metrics. */
sealed interface Term {

  /** Where metrics come from. */
  interface Metrics {
    /** The run that is judged. */
    RunMetrics run();

    /**
     * The run that it is held against.
     *
     * @throws MetricUnknownException if there is none
     */
    RunMetrics baseline();
  }

  /**
   * Its value; IEEE 754 has the last word on division by zero.
   *
   * @throws MetricUnknownException if a metric is missing
   */
  double value(Metrics metrics);

  /** Whether it asks for a metric of the baseline. */
  boolean asksForBaseline();

  /** A number as it is written. */
  record Constant(double number) implements Term {
    @Override
    public double value(Metrics metrics) {
      return number;
    }

    @Override
    public boolean asksForBaseline() {
      return false;
    }
  }

  /** A metric: of a certain step, or of the one step that has it. */
  record Metric(boolean ofBaseline, Optional<String> step, String name) implements Term {
    @Override
    public double value(Metrics metrics) {
      RunMetrics run = ofBaseline ? metrics.baseline() : metrics.run();
      return step.map(named -> run.metric(named, name)).orElseGet(() -> run.metric(name));
    }

    @Override
    public boolean asksForBaseline() {
      return ofBaseline;
    }
  }

  /** The negative of a term. */
  record Negative(Term operand) implements Term {
    @Override
    public double value(Metrics metrics) {
      return -operand.value(metrics);
    }

    @Override
    public boolean asksForBaseline() {
      return operand.asksForBaseline();
    }
  }

  /** Two terms and what is computed of them. */
  record Arithmetic(Operator operator, Term left, Term right) implements Term {
    @Override
    public double value(Metrics metrics) {
      double a = left.value(metrics);
      double b = right.value(metrics);
      return switch (operator) {
        case PLUS -> a + b;
        case MINUS -> a - b;
        case TIMES -> a * b;
        case OVER -> a / b;
      };
    }

    @Override
    public boolean asksForBaseline() {
      return left.asksForBaseline() || right.asksForBaseline();
    }
  }

  /** The four rules. */
  enum Operator {
    PLUS,
    MINUS,
    TIMES,
    OVER
  }
}
