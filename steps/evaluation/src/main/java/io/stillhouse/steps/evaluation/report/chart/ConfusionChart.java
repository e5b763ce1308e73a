package io.stillhouse.steps.evaluation.report.chart;

import io.stillhouse.steps.evaluation.report.NumberText;
import java.util.List;

/**
 * A confusion matrix as a grid: a row for each true class, a column for each predicted class. Few
 * classes get their numbers, not too many their names; tooltips always have both.
 */
public final class ConfusionChart {
  private static final double WIDTH = 460;
  private static final int MOST_CLASSES_WITH_NUMBERS = 12;
  private static final int MOST_CLASSES_WITH_NAMES = 30;
  private static final int LABEL_LENGTH = 11;

  /** How one cell looks and what it says. */
  public interface Cell {
    /** The style sheet class of a cell. */
    String styleClass(int label, int prediction);

    /** How strongly it is coloured, 0 to 1. */
    double strength(int label, int prediction);

    /** The number in it; empty for none. */
    String text(int label, int prediction);
  }

  private ConfusionChart() {}

  /**
   * Draws the grid.
   *
   * @param description what the drawing shows
   * @param classes the class names
   * @param cells the look of each cell
   */
  public static SvgElement draw(String description, List<String> classes, Cell cells) {
    boolean named = classes.size() <= MOST_CLASSES_WITH_NAMES;
    int longest = !named ? 0 : classes.stream().mapToInt(String::length).max().orElse(0);
    double margin = 30 + 7.0 * Math.min(longest, LABEL_LENGTH);
    boolean slanted = longest > 2;
    double top = 26 + (slanted ? 5.2 * Math.min(longest, LABEL_LENGTH) : 14);
    double cell = (WIDTH - margin - 4) / classes.size();
    SvgElement drawing = SvgElement.drawing(WIDTH, top + cell * classes.size() + 4, description);
    drawing.with(
        SvgElement.text(margin, 12, "predicted →", TextAnchor.START).styled("axis-title"),
        SvgElement.text(12, top, "true →", TextAnchor.END)
            .rotated(-90, 12, top)
            .styled("axis-title"));
    boolean numbers = classes.size() <= MOST_CLASSES_WITH_NUMBERS;
    double gap = named ? 0.5 : 0;
    for (int i = 0; i < classes.size(); i++) {
      if (named) {
        drawing.with(names(classes.get(i), i, margin, top, cell, slanted));
      }
      for (int j = 0; j < classes.size(); j++) {
        double x = margin + j * cell;
        double y = top + i * cell;
        String text = cells.text(i, j);
        if (text.isEmpty() && cells.strength(i, j) == 0 && !numbers) {
          continue;
        }
        SvgElement group = SvgElement.group("cell " + cells.styleClass(i, j));
        group.with(
            SvgElement.rectangle(x + gap, y + gap, cell - 2 * gap, cell - 2 * gap)
                .at("rx", gap * Math.min(6, cell / 4))
                .opacity(cells.strength(i, j)));
        if (numbers && !text.isEmpty()) {
          group.with(SvgElement.text(x + cell / 2, y + cell / 2 + 4, text, TextAnchor.MIDDLE));
        }
        String said = text.isEmpty() ? NumberText.count(0) : text;
        drawing.with(
            group.titled("true " + classes.get(i) + ", predicted " + classes.get(j) + ": " + said));
      }
    }
    return drawing;
  }

  private static SvgElement names(
      String name, int index, double margin, double top, double cell, boolean slanted) {
    double centre = index * cell + cell / 2;
    String shortName = ShortName.of(name, LABEL_LENGTH);
    SvgElement column =
        slanted
            ? SvgElement.text(margin + centre, top - 6, shortName, TextAnchor.START)
                .rotated(-45, margin + centre, top - 6)
            : SvgElement.text(margin + centre, top - 7, shortName, TextAnchor.MIDDLE);
    return SvgElement.group("class-name")
        .with(SvgElement.text(margin - 7, top + centre + 4, shortName, TextAnchor.END))
        .with(column)
        .titled(name);
  }
}
