package io.stillhouse.runstore.filter;

import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.filter.FilterException.Source;
import io.stillhouse.runstore.filter.SortTerm.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An order that was understood: {@code metrics.student.accuracy desc, create_time}. Runs that lack
 * a column come last either way, and so do metrics that are NaN. Runs that are equal in all of it
 * are sorted by name, so the order is always the same.
 */
public final class RunOrder {
  private static final int MOST_COLUMNS = 5;

  private final List<SortTerm> terms = new ArrayList<>();
  private final Sql joins = new Sql("");
  private final ColumnNames names = new ColumnNames();
  private int joined;

  private RunOrder() {}

  /**
   * Understands an order; an empty one is {@code create_time desc}.
   *
   * @throws FilterException if it cannot be understood, with the place
   */
  public static RunOrder parse(String text) {
    RunOrder order = new RunOrder();
    Scanner scanner = new Scanner(Source.ORDER_BY, text);
    Direction last = Direction.DESCENDING;
    if (scanner.hasMore()) {
      int columns = 0;
      do {
        if (!scanner.hasMore()) {
          throw scanner.error(
              scanner.position(), "a column is missing at the end", Optional.empty());
        }
        if (++columns > MOST_COLUMNS) {
          throw scanner.error(
              scanner.position(), "at most " + MOST_COLUMNS + " columns", Optional.empty());
        }
        Column column = new ColumnParser(scanner).column(scanner.path());
        last = direction(scanner);
        order.add(column, last);
      } while (scanner.take(','));
      if (scanner.hasMore()) {
        throw scanner.error(
            scanner.position(), "after a column come asc, desc or a comma", Optional.empty());
      }
    } else {
      order.add(new Column.OfRun(RunField.CREATE_TIME), Direction.DESCENDING);
    }
    order.term(new Sql("r.name"), SortTerm.Type.TEXT, last);
    return order;
  }

  private static Direction direction(Scanner scanner) {
    if (scanner.takeWord("desc") || scanner.takeWord("DESC")) {
      return Direction.DESCENDING;
    }
    if (!scanner.takeWord("asc")) {
      scanner.takeWord("ASC");
    }
    return Direction.ASCENDING;
  }

  private void add(Column column, Direction direction) {
    names.add(column);
    if (column instanceof Column.OfRun run) {
      ofField(run.field(), direction);
    } else if (column instanceof Column.OfMetric metric) {
      String alias = join("metric", "step", metric.name());
      joins.add(" AND +" + alias + ".speaks = 1");
      number(alias + ".value", direction);
    } else if (column instanceof Column.OfStepMetric metric) {
      String alias = join("metric", "", metric.name());
      joins.add(" AND " + alias + ".step = ?", metric.step());
      number(alias + ".value", direction);
    } else if (column instanceof Column.OfStepState step) {
      text(join("step", "position", step.step()) + ".state", direction);
    } else if (column instanceof Column.OfParameter parameter) {
      numberOrText(join("parameter", "", parameter.name()), direction);
    } else {
      text(join("label", "", ((Column.OfLabel) column).name()) + ".value", direction);
    }
  }

  /**
   * Joins the one row of a run.
   *
   * @param column a column that every row has and an index by name has not: a database without
   *     statistics would else read that index, with every run's rows, once for each run
   */
  private String join(String table, String column, String name) {
    String alias = "o" + joined++;
    String qualified = column.isEmpty() ? "" : alias + "." + column + " IS NOT NULL AND ";
    joins.add(
        " LEFT JOIN "
            + table
            + " "
            + alias
            + " ON "
            + alias
            + ".run_id = r.id AND "
            + qualified
            + alias
            + ".name = ?",
        name);
    return alias;
  }

  private void ofField(RunField field, Direction direction) {
    String expression = field.expression();
    switch (field.kind()) {
      case TEXT, STATE -> {
        if (field == RunField.OWNER || field == RunField.ERROR_MESSAGE) {
          text(expression, direction);
        } else {
          term(new Sql(expression), SortTerm.Type.TEXT, direction);
        }
      }
      case TRUTH, COUNT -> term(new Sql(expression), SortTerm.Type.INTEGER, direction);
      case TIME, DURATION -> {
        if (field == RunField.CREATE_TIME) {
          term(new Sql(expression), SortTerm.Type.INTEGER, direction);
        } else {
          missingLast(expression);
          term(new Sql("COALESCE(" + expression + ", 0)"), SortTerm.Type.INTEGER, direction);
        }
      }
    }
  }

  private void number(String expression, Direction direction) {
    missingLast(expression);
    term(new Sql("COALESCE(" + expression + ", 0.0)"), SortTerm.Type.NUMBER, direction);
  }

  private void text(String expression, Direction direction) {
    missingLast(expression);
    beginning(expression, direction);
  }

  /** A long text is sorted by its beginning: a page token carries it. */
  private void beginning(String expression, Direction direction) {
    term(
        new Sql("COALESCE(substr(" + expression + ", 1, 200), '')"), SortTerm.Type.TEXT, direction);
  }

  private void numberOrText(String alias, Direction direction) {
    term(
        new Sql(
            "CASE WHEN "
                + alias
                + ".value IS NULL THEN 2 WHEN "
                + alias
                + ".number IS NULL THEN 1 ELSE 0 END"),
        SortTerm.Type.INTEGER,
        Direction.ASCENDING);
    term(new Sql("COALESCE(" + alias + ".number, 0.0)"), SortTerm.Type.NUMBER, direction);
    beginning(alias + ".value", direction);
  }

  private void missingLast(String expression) {
    term(
        new Sql("CASE WHEN " + expression + " IS NULL THEN 1 ELSE 0 END"),
        SortTerm.Type.INTEGER,
        Direction.ASCENDING);
  }

  private void term(Sql expression, SortTerm.Type type, Direction direction) {
    terms.add(new SortTerm(expression, type, direction));
  }

  /** What runs are sorted by, the most important first. */
  public List<SortTerm> terms() {
    return List.copyOf(terms);
  }

  /** The joins behind {@code FROM run r} that the terms need. */
  public Sql joins() {
    return joins;
  }

  /** The names of metrics, parameters and labels that it asks for. */
  public ColumnNames names() {
    return names;
  }
}
