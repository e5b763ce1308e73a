package io.stillhouse.model.problem;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came of checking a text: the value, unless there were errors, and every problem.
 *
 * @param <T> what the text describes
 * @param value the value; empty when there are errors
 * @param problems all problems in the order of the text, warnings as well
 */
public record Checked<T>(Optional<T> value, List<Problem> problems) {
  /**
   * @throws IllegalArgumentException if there is a value in spite of errors, or neither
   */
  public Checked {
    problems = List.copyOf(problems);
    boolean wrong = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    if (wrong == value.isPresent()) {
      throw new IllegalArgumentException(
          wrong ? "a value in spite of errors" : "neither a value nor an error");
    }
  }

  /** The value if there is no error among the problems. The supplier is asked only then. */
  public static <T> Checked<T> of(Problems problems, Supplier<T> value) {
    return new Checked<>(
        problems.hasErrors() ? Optional.empty() : Optional.of(value.get()), problems.sorted());
  }

  /** Whether there is a value. */
  public boolean isValid() {
    return value.isPresent();
  }

  /** The problems that forbid to use the text. */
  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }

  /** The problems that do not. */
  public List<Problem> warnings() {
    return problems.stream().filter(p -> p.severity() == Severity.WARNING).toList();
  }

  /**
   * The value.
   *
   * @throws InvalidTextException with all problems, if there is none
   */
  public T orElseThrow() {
    return value.orElseThrow(() -> new InvalidTextException(errors()));
  }
}
