package io.stillhouse.model.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A text that cannot be used; the message lists every error, one a line. */
public final class InvalidTextException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** Of these errors. */
  public InvalidTextException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The errors. */
  public List<Problem> problems() {
    return problems;
  }
}
