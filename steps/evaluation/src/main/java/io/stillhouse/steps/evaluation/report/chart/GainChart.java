package io.stillhouse.steps.evaluation.report.chart;

import java.util.List;

/** A bar a class from a common zero line: to the right for a gain, to the left for a loss. */
public final class GainChart {
  private static final double ROW = 24;
  private static final int LONGEST_NAME = 20;

  /** Room for a character of a name; an estimate, since fonts are the reader's. */
  private static final double CHARACTER = 7.2;

  private static final double VALUES = 70;

  /**
   * A class.
   *
   * @param name its name
   * @param gain the bar's length, or NaN
   * @param text the gain as text
   * @param title more about it
   */
  public record Bar(String name, double gain, String text, String title) {}

  private GainChart() {}

  /** Draws the bars in their order. */
  public static SvgElement draw(String description, List<Bar> bars, double width) {
    double height = bars.size() * ROW + 8;
    double least = bars.stream().mapToDouble(GainChart::length).min().orElse(0);
    double most = bars.stream().mapToDouble(GainChart::length).max().orElse(0);
    double lower = Math.min(0, least);
    double upper = Math.max(Math.max(0, most), lower + 1e-9);
    double names = names(bars);
    double left = names + (lower < 0 ? VALUES : 8);
    Scale scale = LinearScale.over(lower, upper, left, width - VALUES, 5);
    SvgElement drawing = SvgElement.drawing(width, height, description);
    double zero = scale.at(0);
    for (int i = 0; i < bars.size(); i++) {
      drawing.with(row(bars.get(i), 4 + i * ROW, names, zero, scale));
    }
    return drawing.with(SvgElement.line(zero, 0, zero, height).styled("zero"));
  }

  private static SvgElement row(Bar bar, double top, double names, double zero, Scale scale) {
    double end = scale.at(length(bar));
    double middle = top + ROW / 2 + 4;
    String sign = bar.gain() < 0 ? "loss" : bar.gain() > 0 ? "gain" : "even";
    SvgElement row = SvgElement.group("gain-row " + sign);
    row.with(
        SvgElement.rectangle(0, top, scale.upper() > 0 ? scale.at(scale.upper()) : zero, ROW)
            .styled("hit"),
        SvgElement.text(names, middle, ShortName.of(bar.name(), LONGEST_NAME), TextAnchor.END),
        SvgElement.rectangle(Math.min(zero, end), top + 4, Math.abs(end - zero), ROW - 8)
            .styled("bar"));
    boolean left = bar.gain() < 0;
    row.with(
        SvgElement.text(
                end + (left ? -6 : 6), middle, bar.text(), left ? TextAnchor.END : TextAnchor.START)
            .styled("value"));
    return row.titled(bar.title());
  }

  private static double names(List<Bar> bars) {
    int longest = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
    return CHARACTER * Math.min(longest, LONGEST_NAME) + 4;
  }

  private static double length(Bar bar) {
    return Double.isFinite(bar.gain()) ? bar.gain() : 0;
  }
}
