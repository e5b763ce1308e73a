package io.stillhouse.steps.evaluation.report.chart;

import java.util.function.DoubleFunction;

/**
 * The rectangle that the marks of a chart lie in, with what surrounds it.
 *
 * @param left its left edge
 * @param top its upper edge
 * @param right its right edge
 * @param bottom its lower edge
 */
record Frame(double left, double top, double right, double bottom) {
  private static final double TICK_GAP = 8;
  private static final double CAP_HEIGHT = 4;

  /** Horizontal grid lines with labels at the left. */
  SvgElement horizontalGrid(Scale scale, DoubleFunction<String> label) {
    SvgElement grid = SvgElement.group("gridlines");
    for (double tick : scale.ticks()) {
      double y = scale.at(tick);
      grid.with(SvgElement.line(left, y, right, y));
      grid.with(
          SvgElement.text(left - TICK_GAP, y + CAP_HEIGHT, label.apply(tick), TextAnchor.END));
    }
    return grid;
  }

  /** Labels below the frame, without lines. */
  SvgElement bottomAxis(Scale scale, DoubleFunction<String> label) {
    SvgElement axis = SvgElement.group("axis");
    axis.with(SvgElement.line(left, bottom, right, bottom));
    for (double tick : scale.ticks()) {
      double x = scale.at(tick);
      axis.with(SvgElement.line(x, bottom, x, bottom + 4));
      axis.with(SvgElement.text(x, bottom + 18, label.apply(tick), TextAnchor.MIDDLE));
    }
    return axis;
  }

  /** The name of the quantity below the labels of {@link #bottomAxis}. */
  SvgElement bottomTitle(String title) {
    return SvgElement.text((left + right) / 2, bottom + 38, title, TextAnchor.MIDDLE)
        .styled("axis-title");
  }

  /** The name of the vertical quantity, above the frame at the left. */
  SvgElement topTitle(String title) {
    return SvgElement.text(0, top - 14, title, TextAnchor.START).styled("axis-title");
  }
}
