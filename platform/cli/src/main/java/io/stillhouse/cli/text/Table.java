package io.stillhouse.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns under a heading. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row; it has as many cells as there are headings. */
  public Table row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.size() + " cells in a table of " + headings.size() + " columns.");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints the table; the columns that only hold figures are aligned to the right. */
  public void print(PrintWriter out, Style style) {
    int columns = headings.size();
    int[] widths = new int[columns];
    boolean[] figures = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = headings.get(column).length();
      figures[column] = true;
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
        figures[column] &= isFigure(row.get(column));
      }
    }
    out.println(style.bold(format(headings, widths, figures)));
    for (List<String> row : rows) {
      out.println(format(row, widths, figures));
    }
  }

  private static String format(List<String> cells, int[] widths, boolean[] figures) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : GAP).append(figures[column] ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static boolean isFigure(String cell) {
    return cell.isEmpty()
        || cell.equals("-")
        || cell.matches("[-+]?[0-9][0-9.,:%e+-]*[a-zA-Z]{0,3}");
  }
}
