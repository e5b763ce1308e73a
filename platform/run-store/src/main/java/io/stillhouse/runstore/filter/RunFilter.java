package io.stillhouse.runstore.filter;

import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.filter.FilterException.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A filter that was understood, as a condition on the table {@code run r}. Everything that a user
 * wrote is a parameter of it.
 *
 * <p>A comparison is false for a run that lacks the column, also {@code !=}; {@code NOT} of it is
 * true. A metric that is NaN differs from every number and is equal to {@code NaN}.
 */
public final class RunFilter {

  private final Literals literals;
  private final Condition condition;

  private RunFilter(Scanner scanner, Condition condition) {

    this.literals = new Literals(scanner);
    this.condition = condition;
  }

  /**
   * Understands a filter; an empty one is true for every run.
   *
   * @throws FilterException if it cannot be understood, with the place
   */
  public static RunFilter parse(String text) {
    Scanner scanner = new Scanner(Source.FILTER, text);
    RunFilter filter = new RunFilter(scanner, new FilterParser(scanner).parse());
    filter.sql(); // the values are looked at here
    return filter;
  }

  /** The names of metrics, parameters and labels that it asks for. */
  public ColumnNames names() {
    ColumnNames names = new ColumnNames();
    collect(condition, names);
    return names;
  }

  private static void collect(Condition part, ColumnNames names) {
    if (part instanceof Condition.All all) {
      all.parts().forEach(each -> collect(each, names));
    } else if (part instanceof Condition.Any any) {
      any.parts().forEach(each -> collect(each, names));
    } else if (part instanceof Condition.Not not) {
      collect(not.part(), names);
    } else if (part instanceof Condition.Comparison comparison) {
      names.add(comparison.column());
    }
  }

  /** The condition. */
  public Sql sql() {
    return sql(condition);
  }

  private Sql sql(Condition part) {
    if (part instanceof Condition.All all) {
      return joined(all.parts(), " AND ", "1 = 1");
    } else if (part instanceof Condition.Any any) {
      return joined(any.parts(), " OR ", "1 = 0");
    } else if (part instanceof Condition.Not not) {
      return new Sql("NOT ").add(sql(not.part()));
    } else if (part instanceof Condition.Comparison comparison) {
      return comparison(comparison);
    }
    return search(((Condition.Search) part).text());
  }

  private Sql joined(List<Condition> parts, String between, String ofNone) {
    if (parts.isEmpty()) {
      return new Sql("(" + ofNone + ")");
    }
    Sql sql = new Sql("(");
    for (int i = 0; i < parts.size(); i++) {
      sql.add(i == 0 ? "" : between).add(sql(parts.get(i)));
    }
    return sql.add(")");
  }

  private static Sql search(String text) {
    return new Sql("(")
        .add(Patterns.contains("r.name", text))
        .add(" OR ")
        .add(Patterns.contains("r.experiment", text))
        .add(" OR EXISTS (SELECT 1 FROM label l WHERE l.run_id = r.id AND ")
        .add(Patterns.contains("l.value", text))
        .add("))");
  }

  private Sql comparison(Condition.Comparison comparison) {
    Column column = comparison.column();
    Operator operator = comparison.operator();
    Word value = comparison.value();
    if (column instanceof Column.OfRun run) {
      Sql ofField = ofField(run.field(), operator, value);
      return new Sql("(" + run.field().expression() + " IS NOT NULL AND ").add(ofField).add(")");
    } else if (column instanceof Column.OfMetric metric) {
      return among("metric", "m", "m.name = ? AND m.speaks = 1", List.of(metric.name()))
          .add(number("m.value", operator, value))
          .add(")");
    } else if (column instanceof Column.OfStepMetric metric) {
      return among(
              "metric", "m", "m.name = ? AND m.step = ?", List.of(metric.name(), metric.step()))
          .add(number("m.value", operator, value))
          .add(")");
    } else if (column instanceof Column.OfStepState step) {
      return among("step", "s", "s.name = ?", List.of(step.step()))
          .add(state("s.state", operator, value, isAny(value) ? "" : literals.stepState(value)))
          .add(")");
    } else if (column instanceof Column.OfParameter parameter) {
      return among("parameter", "p", "p.name = ?", List.of(parameter.name()))
          .add(parameter(operator, value))
          .add(")");
    }
    return among("label", "l", "l.name = ?", List.of(((Column.OfLabel) column).name()))
        .add(text("l.value", operator, value))
        .add(")");
  }

  /**
   * The runs that have such a row. The rows are looked up once, by their name: a database without
   * statistics would look them up once a run.
   */
  private static Sql among(String table, String alias, String where, List<String> parameters) {
    return new Sql("r.id IN (SELECT " + alias + ".run_id FROM " + table + " " + alias + " WHERE ")
        .add(where, parameters.toArray())
        .add(" AND ");
  }

  private Sql ofField(RunField field, Operator operator, Word value) {
    if (operator == Operator.HAS && isAny(value)) {
      return new Sql(field.kind() == RunField.Kind.TEXT ? field.expression() + " <> ''" : "1 = 1");
    }
    return switch (field.kind()) {
      case TEXT -> text(field.expression(), operator, value);
      case STATE -> state(field.expression(), operator, value, literals.runState(value));
      case TRUTH ->
          new Sql(
              field.expression() + equality(operator, value) + "?", literals.truth(value) ? 1 : 0);
      case TIME -> new Sql(field.expression() + order(operator, value) + "?", literals.time(value));
      case DURATION ->
          new Sql(field.expression() + order(operator, value) + "?", literals.duration(value));
      case COUNT ->
          new Sql(field.expression() + order(operator, value) + "?", literals.number(value));
    };
  }

  private Sql parameter(Operator operator, Word value) {
    OptionalDouble number = value.isBare() ? Literals.numberIn(value) : OptionalDouble.empty();
    if (number.isEmpty() || operator == Operator.HAS) {
      return text("p.value", operator, value);
    }
    return new Sql("(p.number IS NOT NULL AND ").add(number("p.number", operator, value)).add(")");
  }

  private Sql number(String expression, Operator operator, Word value) {
    if (operator == Operator.HAS) {
      if (!isAny(value)) {
        throw literals.error(
            value, "cannot be had by a number; it can be compared", Optional.of("="));
      }
      return new Sql("1 = 1");
    }
    double number = literals.number(value);
    if (Double.isNaN(number)) {
      return new Sql(
          expression + (equality(operator, value).equals(" = ") ? " IS NULL" : " IS NOT NULL"));
    }
    if (operator == Operator.NOT_EQUAL) {
      return new Sql("(" + expression + " IS NULL OR " + expression + " <> ?)", number);
    }
    return new Sql(
        "(" + expression + " IS NOT NULL AND " + expression + " " + operator.sql() + " ?)", number);
  }

  private Sql state(String expression, Operator operator, Word value, String state) {
    if (operator == Operator.HAS && isAny(value)) {
      return new Sql("1 = 1");
    }
    return new Sql(expression + equality(operator, value) + "?", state);
  }

  private Sql text(String expression, Operator operator, Word value) {
    if (operator == Operator.HAS) {
      return isAny(value) ? new Sql("1 = 1") : Patterns.contains(expression, value.text());
    }
    if (Patterns.hasTooManyWildcards(value.text())) {
      throw literals.error(value, "has more than five '*'", Optional.empty());
    }
    boolean equal = equality(operator, value).equals(" = ");
    if (value.text().contains("*")) {
      Sql matches = Patterns.matches(expression, value.text());
      return equal ? matches : new Sql("NOT ").add(matches);
    }
    return new Sql(expression + (equal ? " = ?" : " <> ?"), value.text());
  }

  private static boolean isAny(Word value) {
    return value.isBare() && value.text().equals("*");
  }

  private String equality(Operator operator, Word value) {
    return switch (operator) {
      case EQUAL, HAS -> " = ";
      case NOT_EQUAL -> " <> ";
      default ->
          throw literals.error(
              value,
              "cannot be held against this with " + operator.sign() + ", only with = and !=",
              Optional.empty());
    };
  }

  private String order(Operator operator, Word value) {
    if (operator == Operator.HAS) {
      throw literals.error(
          value, "cannot be had by a number or a time; it can be compared", Optional.of("="));
    }
    return " " + operator.sql() + " ";
  }
}
