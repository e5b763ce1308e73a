package io.stillhouse.steps.evaluation.report.chart;

import java.util.List;

/** How values of one axis become coordinates. */
public interface Scale {
  /** The coordinate of a value; finite values only. */
  double at(double value);

  /** The values that deserve a tick, ascending and inside the domain. */
  List<Double> ticks();

  /** The smallest value of the domain. */
  double lower();

  /** The largest value of the domain. */
  double upper();

  /** The coordinate of a value that may lie outside: it is moved to the nearest end. */
  default double clamped(double value) {
    return at(Math.max(lower(), Math.min(upper(), value)));
  }
}
