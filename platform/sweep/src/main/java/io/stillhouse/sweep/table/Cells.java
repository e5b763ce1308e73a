package io.stillhouse.sweep.table;

import io.stillhouse.sweep.table.SweepTable.Row;
import java.util.ArrayList;
import java.util.List;

/** A table as texts: what every form of it for people shows. */
public final class Cells {
  private static final String NONE = "-";

  private final SweepTable table;
  private final FigureText figures;

  public Cells(SweepTable table) {
    this.table = table;
    this.figures = FigureText.of(table);
  }

  /** The headings of the columns. */
  public List<String> headings() {
    List<String> headings = new ArrayList<>();
    if (table.parameters().isEmpty()) {
      headings.add("combination");
    }
    headings.addAll(table.parameters());
    headings.addAll(List.of(table.metric(), "95% interval", "n"));
    table
        .baseline()
        .ifPresent(
            baseline ->
                headings.addAll(
                    List.of("difference", "95% interval of it", "p (Holm)", "verdict")));
    return headings;
  }

  /** How many of the columns, from the left, say which row it is. */
  public int namingColumns() {
    return Math.max(1, table.parameters().size());
  }

  /** The cells of a row; the mean of the best row is not marked here. */
  public List<String> of(Row row) {
    List<String> cells = new ArrayList<>();
    if (table.parameters().isEmpty()) {
      cells.add(row.measured().inWords());
    }
    for (String parameter : table.parameters()) {
      cells.add(row.measured().combination().getOrDefault(parameter, NONE));
    }
    cells.add(figures.value(row.estimate().mean()));
    cells.add(figures.interval(row.estimate()));
    int asked = row.measured().asked();
    int count = row.estimate().count();
    cells.add(count == asked ? Integer.toString(count) : count + " of " + asked);
    row.verdict()
        .ifPresent(
            verdict -> {
              cells.add(row.difference().map(d -> figures.difference(d.mean())).orElse(NONE));
              cells.add(row.difference().map(figures::intervalOfDifference).orElse(NONE));
              cells.add(row.probability().map(FigureText::probability).orElse(NONE));
              cells.add(verdict.word());
            });
    return cells;
  }
}
