package io.stillhouse.orchestrator.run;

import java.util.List;

/**
 * A run cannot be created, or not be taken up again; the message lists every problem, one a line.
 */
public final class InvalidRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidRunException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, a sentence each. */
  public List<String> problems() {
    return problems;
  }
}
