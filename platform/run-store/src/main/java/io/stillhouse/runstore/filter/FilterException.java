package io.stillhouse.runstore.filter;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A filter, an order or a column that cannot be understood: where, why, and what was meant. */
public final class FilterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Source source;
  private final int position;
  private final String problem;
  private final @Nullable String suggestion;

  /** Which of the texts is meant. */
  public enum Source {
    /** The filter. */
    FILTER("filter"),
    /** The order. */
    ORDER_BY("order_by"),
    /** The columns to answer with. */
    COLUMNS("columns");

    private final String field;

    Source(String field) {
      this.field = field;
    }

    /** What the field is called in a request. */
    public String field() {
      return field;
    }
  }

  /**
   * A problem.
   *
   * @param position the character at which it begins, counted from 1
   */
  public FilterException(Source source, int position, String problem, Optional<String> suggestion) {
    super(
        source.field()
            + ":"
            + position
            + ": "
            + problem
            + suggestion.map(word -> "; did you mean " + word + "?").orElse(""));
    this.source = source;
    this.position = position;
    this.problem = problem;
    this.suggestion = suggestion.orElse(null);
  }

  /** Which text it is in. */
  public Source source() {
    return source;
  }

  /** The character at which it begins, counted from 1. */
  public int position() {
    return position;
  }

  /** What is wrong, without position and suggestion. */
  public String problem() {
    return problem;
  }

  /** What was probably meant. */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }
}
