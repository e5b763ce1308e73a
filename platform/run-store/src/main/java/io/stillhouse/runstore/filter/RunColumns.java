package io.stillhouse.runstore.filter;

import io.stillhouse.runstore.filter.FilterException.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns that a list is to show, by the names that they were asked for with. */
public final class RunColumns {
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final ColumnNames names = new ColumnNames();

  private RunColumns() {}

  /**
   * Understands names of columns.
   *
   * @throws FilterException if there is no such column
   */
  public static RunColumns parse(List<String> texts) {
    RunColumns columns = new RunColumns();
    for (String text : texts) {
      Scanner scanner = new Scanner(Source.COLUMNS, text);
      if (!scanner.hasMore()) {
        throw scanner.error(0, "the name of a column is empty", Optional.empty());
      }
      Column column = new ColumnParser(scanner).column(scanner.path());
      if (scanner.hasMore()) {
        throw scanner.error(
            scanner.position(), "the column's name has ended here", Optional.empty());
      }
      columns.columns.put(text, column);
      columns.names.add(column);
    }
    return columns;
  }

  /**
   * The columns that are metrics that speak for their runs: what was asked for, with the metric.
   */
  public Map<String, String> metrics() {
    Map<String, String> asked = new LinkedHashMap<>();
    columns.forEach(
        (text, column) -> {
          if (column instanceof Column.OfMetric metric) {
            asked.put(text, metric.name());
          }
        });
    return asked;
  }

  /** The columns that are metrics of one step: what was asked for, with step and metric. */
  public Map<String, StepMetric> stepMetrics() {
    Map<String, StepMetric> asked = new LinkedHashMap<>();
    columns.forEach(
        (text, column) -> {
          if (column instanceof Column.OfStepMetric metric) {
            asked.put(text, new StepMetric(metric.step(), metric.name()));
          }
        });
    return asked;
  }

  /** The columns that are states of steps: what was asked for, with the step. */
  public Map<String, String> stepStates() {
    Map<String, String> asked = new LinkedHashMap<>();
    columns.forEach(
        (text, column) -> {
          if (column instanceof Column.OfStepState state) {
            asked.put(text, state.step());
          }
        });
    return asked;
  }

  /** The columns that are parameters: what was asked for, with the parameter. */
  public Map<String, String> parameters() {
    Map<String, String> asked = new LinkedHashMap<>();
    columns.forEach(
        (text, column) -> {
          if (column instanceof Column.OfParameter parameter) {
            asked.put(text, parameter.name());
          }
        });
    return asked;
  }

  /** The columns that are labels: what was asked for, with the label. */
  public Map<String, String> labels() {
    Map<String, String> asked = new LinkedHashMap<>();
    columns.forEach(
        (text, column) -> {
          if (column instanceof Column.OfLabel label) {
            asked.put(text, label.name());
          }
        });
    return asked;
  }

  /** The names of metrics, parameters and labels that are asked for. */
  public ColumnNames names() {
    return names;
  }

  /**
   * A metric of one step.
   *
   * @param step the step
   * @param name the metric
   */
  public record StepMetric(String step, String name) {}
}
