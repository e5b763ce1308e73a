package io.stillhouse.runstore.filter;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Names of metrics, parameters and labels that somebody asked for. */
public final class ColumnNames {
  private final SortedSet<String> metrics = new TreeSet<>();
  private final SortedSet<String> parameters = new TreeSet<>();
  private final SortedSet<String> labels = new TreeSet<>();

  ColumnNames() {}

  void add(Column column) {
    if (column instanceof Column.OfMetric metric) {
      metrics.add(metric.name());
    } else if (column instanceof Column.OfStepMetric metric) {
      metrics.add(metric.name());
    } else if (column instanceof Column.OfParameter parameter) {
      parameters.add(parameter.name());
    } else if (column instanceof Column.OfLabel label) {
      labels.add(label.name());
    }
  }

  /** Adds other names. */
  public void addAll(ColumnNames others) {
    metrics.addAll(others.metrics);
    parameters.addAll(others.parameters);
    labels.addAll(others.labels);
  }

  /** The metrics. */
  public SortedSet<String> metrics() {
    return Collections.unmodifiableSortedSet(metrics);
  }

  /** The parameters. */
  public SortedSet<String> parameters() {
    return Collections.unmodifiableSortedSet(parameters);
  }

  /** The labels. */
  public SortedSet<String> labels() {
    return Collections.unmodifiableSortedSet(labels);
  }
}
