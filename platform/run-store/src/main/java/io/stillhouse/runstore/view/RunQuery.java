package io.stillhouse.runstore.view;

import java.util.List;

/**
 * Which runs are asked for.
 *
 * @param scope which runs are looked at at all
 * @param filter an expression such as {@code state = FAILED AND metrics.student.accuracy > 0.9};
 *     empty: all runs
 * @param orderBy columns with commas between, each with {@code asc} (or nothing) or {@code desc}
 *     behind it; empty: {@code create_time desc}
 * @param columns the columns to answer with beside what every line has: {@code metrics.NAME},
 *     {@code parameters.NAME}, ...; at most 100
 * @param pageSize how many runs at most, 1 to 1000
 * @param pageToken what the previous page gave, or empty for the first
 */
public record RunQuery(
    RunScope scope,
    String filter,
    String orderBy,
    List<String> columns,
    int pageSize,
    String pageToken) {
  /** The largest page. */
  public static final int LARGEST_PAGE = 1000;

  private static final int MOST_COLUMNS = 100;

  /**
   * @throws IllegalArgumentException if the size of the page or the number of columns is out of
   *     range
   */
  public RunQuery {
    columns = List.copyOf(columns);
    if (pageSize < 1 || pageSize > LARGEST_PAGE) {
      throw new IllegalArgumentException(
          "a page has 1 to " + LARGEST_PAGE + " runs, not " + pageSize);
    }
    if (columns.size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "at most " + MOST_COLUMNS + " columns at once, not " + columns.size());
    }
  }

  /** Looks at every run. */
  public RunQuery(
      String filter, String orderBy, List<String> columns, int pageSize, String pageToken) {
    this(RunScope.ALL, filter, orderBy, columns, pageSize, pageToken);
  }

  /** The newest runs. */
  public static RunQuery newest(int pageSize) {
    return new RunQuery("", "", List.of(), pageSize, "");
  }

  /** The same of other runs. */
  public RunQuery within(RunScope other) {
    return new RunQuery(other, filter, orderBy, columns, pageSize, pageToken);
  }

  /** The same with another filter. */
  public RunQuery filteredBy(String other) {
    return new RunQuery(scope, other, orderBy, columns, pageSize, pageToken);
  }

  /** The same in another order. */
  public RunQuery orderedBy(String other) {
    return new RunQuery(scope, filter, other, columns, pageSize, pageToken);
  }

  /** The same with these columns. */
  public RunQuery withColumns(String... names) {
    return new RunQuery(scope, filter, orderBy, List.of(names), pageSize, pageToken);
  }

  /** Another page of the same. */
  public RunQuery page(String token) {
    return new RunQuery(scope, filter, orderBy, columns, pageSize, token);
  }
}
