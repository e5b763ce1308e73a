package io.stillhouse.steps.evaluation.report.chart;

import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.v1.ReliabilityBin;
import java.util.List;

/**
 * A reliability diagram: for each bin of confidence the share of images that were named rightly,
 * the distance to the diagonal, and below it how many images each bin holds.
 */
public final class ReliabilityChart {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 352;
  private static final double HISTOGRAM = 44;

  /** Of fewer images the share that is right says next to nothing. */
  private static final int FEW_IMAGES = 10;

  private ReliabilityChart() {}

  /** Draws the bins, which are of equal width from 0 to 1. */
  public static SvgElement draw(String model, String styleClass, List<ReliabilityBin> bins) {
    Frame frame = new Frame(44, 34, WIDTH - 10, HEIGHT - 48 - HISTOGRAM);
    Scale x = LinearScale.over(0, 1, frame.left(), frame.right(), 5);
    Scale y = LinearScale.over(0, 1, frame.bottom(), frame.top(), 5);
    SvgElement drawing = SvgElement.drawing(WIDTH, HEIGHT, "Reliability diagram of " + model);
    drawing.with(frame.topTitle("share right"));
    drawing.with(frame.horizontalGrid(y, NumberText::percentTick));
    drawing.with(SvgElement.line(x.at(0), y.at(0), x.at(1), y.at(1)).styled("diagonal"));
    SvgElement marks = SvgElement.group("reliability " + styleClass);
    long largest = bins.stream().mapToLong(ReliabilityBin::getCount).max().orElse(0);
    long total = bins.stream().mapToLong(ReliabilityBin::getCount).sum();
    double floor = HEIGHT - 44;
    for (int i = 0; i < bins.size(); i++) {
      ReliabilityBin bin = bins.get(i);
      if (bin.getCount() == 0 || !Double.isFinite(bin.getAccuracy() + bin.getConfidence())) {
        continue;
      }
      double from = x.at((double) i / bins.size()) + 1;
      double to = x.at((i + 1.0) / bins.size()) - 1;
      double top = y.at(bin.getAccuracy());
      double height = Math.max(1, HISTOGRAM * bin.getCount() / largest);
      SvgElement group = SvgElement.group(bin.getCount() < FEW_IMAGES ? "bin few" : "bin");
      group.with(
          SvgElement.rectangle(from, top, to - from, frame.bottom() - top).styled("bar"),
          SvgElement.line(
                  x.at(bin.getConfidence()),
                  top,
                  x.at(bin.getConfidence()),
                  y.at(bin.getConfidence()))
              .styled("miss"),
          SvgElement.circle(x.at(bin.getConfidence()), top, 3.2).styled("dot " + styleClass),
          SvgElement.rectangle(from, floor - height, to - from, height).styled("count"));
      marks.with(group.titled(title(bin, total)));
    }
    drawing.with(marks);
    Frame below = new Frame(frame.left(), floor, frame.right(), floor);
    drawing.with(below.bottomAxis(x, NumberText::percentTick));
    drawing.with(below.bottomTitle("confidence"));
    return drawing;
  }

  private static String title(ReliabilityBin bin, long total) {
    return "confidence "
        + NumberText.percent(bin.getConfidence())
        + ", right "
        + NumberText.percent(bin.getAccuracy())
        + ", "
        + NumberText.count(bin.getCount())
        + " of "
        + NumberText.count(total)
        + " images";
  }
}
