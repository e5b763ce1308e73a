package io.stillhouse.sweep.table;

import io.stillhouse.sweep.table.SweepTable.Row;
import java.util.ArrayList;
import java.util.List;

/** A table for a page or a comment in Markdown; the best mean is bold. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** The text, with a heading and notes. */
  public static String of(SweepTable table) {
    Cells cells = new Cells(table);
    StringBuilder text = new StringBuilder();
    text.append("### ").append(escaped(table.metric())).append(" of ");
    text.append(escaped(table.sweep())).append("\n\n");
    line(text, cells.headings());
    List<String> rule = new ArrayList<>();
    for (int column = 0; column < cells.headings().size(); column++) {
      boolean words = column < cells.namingColumns() || column == cells.namingColumns() + 6;
      rule.add(words ? "---" : "---:");
    }
    text.append('|').append(String.join("|", rule)).append("|\n");
    for (Row row : table.rows()) {
      List<String> texts = new ArrayList<>(cells.of(row));
      texts.replaceAll(MarkdownTable::escaped);
      if (row.best()) {
        int mean = cells.namingColumns();
        texts.set(mean, "**" + texts.get(mean) + "**");
      }
      text.append("| ").append(String.join(" | ", texts)).append(" |\n");
    }
    text.append('\n');
    table.notes().forEach(note -> text.append(escaped(note)).append("  \n"));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ");
    text.append(String.join(" | ", cells.stream().map(MarkdownTable::escaped).toList()));
    text.append(" |\n");
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1").replace("\n", " ");
  }
}
