package io.stillhouse.steps.datasetprep.defect;

import io.stillhouse.step.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects what is wrong with a source as a whole, so that a user hears of all of it at once: these
 * cannot be set aside.
 */
public final class SourceProblems {
  private static final int SHOWN = 20;

  private final List<String> problems = new ArrayList<>();

  /** Something that may find the source wrong. */
  @FunctionalInterface
  public interface Attempt<T> {
    T run() throws IOException;
  }

  public void add(String problem) {
    problems.add(problem);
  }

  /** Runs something; its complaint about the source is collected, and then there is no result. */
  public <T> Optional<T> attempt(Attempt<T> attempt) throws IOException {
    try {
      return Optional.of(attempt.run());
    } catch (InvalidInputException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Ends here when anything was wrong.
   *
   * @throws InvalidInputException listing all of it
   */
  public void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    if (problems.size() == 1) {
      throw new InvalidInputException(problems.get(0));
    }
    StringBuilder message = new StringBuilder();
    message.append("the source has ").append(problems.size()).append(" problems:");
    problems.stream().limit(SHOWN).forEach(problem -> message.append("\n  ").append(problem));
    if (problems.size() > SHOWN) {
      message.append("\n  and ").append(problems.size() - SHOWN).append(" more");
    }
    throw new InvalidInputException(message.toString());
  }
}
