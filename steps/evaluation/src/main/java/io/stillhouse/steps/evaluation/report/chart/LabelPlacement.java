package io.stillhouse.steps.evaluation.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds places for labels where they cover neither a mark nor one another: each label takes the
 * candidate place with the least overlap. Text widths are estimates, since fonts are the reader's.
 */
final class LabelPlacement {
  private static final double CHARACTER = 6.8;
  private static final double HEIGHT = 15;
  private static final double MARK = 9;

  private record Box(double left, double top, double right, double bottom) {
    double overlap(Box other) {
      double width = Math.min(right, other.right) - Math.max(left, other.left);
      double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      return width > 0 && height > 0 ? width * height : 0;
    }

    double area() {
      return (right - left) * (bottom - top);
    }
  }

  private record Place(double x, double baseline, TextAnchor anchor, Box box) {}

  private final Frame frame;
  private final List<Box> taken = new ArrayList<>();

  LabelPlacement(Frame frame) {
    this.frame = frame;
  }

  /** Keeps labels off a mark. */
  void block(double x, double y) {
    taken.add(new Box(x - MARK, y - MARK, x + MARK, y + MARK));
  }

  /** A label beside a mark. */
  SvgElement beside(String text, double x, double y) {
    List<Place> candidates = new ArrayList<>();
    for (double shift : new double[] {0, 1, 2, -1, -2}) {
      double dy = shift * HEIGHT;
      candidates.add(place(text, x + MARK + 3, y + 4.5 + dy, TextAnchor.START));
      candidates.add(place(text, x - MARK - 3, y + 4.5 + dy, TextAnchor.END));
    }
    candidates.add(place(text, x, y - MARK - 6, TextAnchor.MIDDLE));
    candidates.add(place(text, x, y + MARK + 15, TextAnchor.MIDDLE));
    return take(text, candidates);
  }

  /** A label that sits on a horizontal line, where along it there is room. */
  SvgElement onLine(String text, double y) {
    List<Place> candidates = new ArrayList<>();
    for (double above : new double[] {-5, 15}) {
      candidates.add(place(text, frame.right(), y + above, TextAnchor.END));
      candidates.add(place(text, frame.left() + 4, y + above, TextAnchor.START));
      candidates.add(place(text, (frame.left() + frame.right()) / 2, y + above, TextAnchor.MIDDLE));
    }
    return take(text, candidates);
  }

  private SvgElement take(String text, List<Place> candidates) {
    Place best = candidates.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (Place candidate : candidates) {
      double cost = cost(candidate.box());
      if (cost < least) {
        least = cost;
        best = candidate;
      }
    }
    taken.add(best.box());
    return SvgElement.text(best.x(), best.baseline(), text, best.anchor());
  }

  private double cost(Box box) {
    double cost = 0;
    for (Box other : taken) {
      cost += box.overlap(other);
    }
    // Left of the frame are the numbers of its axis.
    Box inside = new Box(frame.left(), frame.top() - 20, frame.right() + 10, frame.bottom());
    return cost + 4 * (box.area() - box.overlap(inside));
  }

  private static Place place(String text, double x, double baseline, TextAnchor anchor) {
    double width = text.length() * CHARACTER;
    double left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    Box box = new Box(left, baseline - HEIGHT + 3, left + width, baseline + 3);
    return new Place(x, baseline, anchor, box);
  }
}
