package io.stillhouse.steps.evaluation.report.chart;

/** The course of an SVG path, put together point by point. */
public final class PathData {
  private final StringBuilder commands = new StringBuilder();

  /** Lifts the pen and puts it down at a point. */
  public PathData moveTo(double x, double y) {
    return append('M', x, y);
  }

  /** Draws a straight line to a point. */
  public PathData lineTo(double x, double y) {
    return append('L', x, y);
  }

  /** Draws a line to a point when the pen is down, and otherwise puts it down there. */
  public PathData through(double x, double y) {
    return commands.length() == 0 ? moveTo(x, y) : lineTo(x, y);
  }

  /** Closes the outline. */
  public PathData close() {
    commands.append('Z');
    return this;
  }

  /** True when nothing was drawn. */
  public boolean isEmpty() {
    return commands.length() == 0;
  }

  private PathData append(char command, double x, double y) {
    commands.append(command).append(SvgElement.number(x)).append(' ').append(SvgElement.number(y));
    return this;
  }

  /** The value of the attribute {@code d}. */
  @Override
  public String toString() {
    return commands.toString();
  }
}
