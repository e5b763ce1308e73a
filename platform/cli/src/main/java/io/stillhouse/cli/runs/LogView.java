package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.text.Style;
import io.stillhouse.model.problem.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Prints the logs of a run. */
public final class LogView {
  private static final long POLL_MILLIS = 250;

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final RunLayout run;
  private final StepLogs logs;

  public LogView(CliEnvironment environment, ArtifactStore store, RunLayout run) {
    this.environment = environment;
    this.store = store;
    this.run = run;
    this.logs = new StepLogs(store, run);
  }

  /**
   * Prints what has been written by now.
   *
   * @throws CliException if there is no such step or attempt
   */
  public void print(Optional<String> step, Optional<Integer> attempt) {
    List<String> steps = step.map(this::known).map(List::of).orElseGet(this::begun);
    BiConsumer<String, String> printer = printer(step);
    for (String name : steps) {
      List<Integer> attempts = logs.attempts(name);
      if (attempt.isPresent() && !attempts.contains(attempt.get())) {
        throw new CliException(
            CliExit.INVALID,
            "Step " + name + " has no attempt " + attempt.get() + "; it has " + attempts + ".");
      }
      if (!attempts.isEmpty()) {
        logs.finish(name, attempt.orElse(attempts.get(attempts.size() - 1)), printer);
      } else if (step.isPresent()) {
        environment
            .err()
            .println(
                "Step "
                    + name
                    + " made no attempt: it was served from the cache, was skipped or waits.");
      }
    }
  }

  /**
   * Prints what has been written and what is being written, until the step or the run has ended.
   */
  public void follow(Optional<String> step) throws InterruptedException {
    BiConsumer<String, String> printer = printer(step);
    Map<String, Integer> current = new HashMap<>();
    boolean ended;
    do {
      // Asked before reading, so that what was written last is still read.
      ended = hasEnded(step);
      for (String name : step.map(List::of).orElseGet(this::begun)) {
        for (int attempt : logs.attempts(name)) {
          Integer before = current.get(name);
          if (before == null || attempt >= before) {
            if (before != null && attempt > before) {
              logs.finish(name, before, printer);
            }
            current.put(name, attempt);
            logs.poll(name, attempt, printer);
          }
        }
      }
      environment.out().flush();
      if (!ended) {
        Thread.sleep(POLL_MILLIS);
      }
    } while (!ended);
    current.forEach((name, attempt) -> logs.finish(name, attempt, printer));
  }

  private boolean hasEnded(Optional<String> step) {
    return (step.isPresent() && store.read(run.stepOutcome(step.get())).isPresent())
        || store.read(run.outcome()).isPresent();
  }

  private List<String> begun() {
    return store.children(run.folder());
  }

  private String known(String step) {
    List<String> begun = begun();
    if (!begun.contains(step)) {
      throw new CliException(
          CliExit.INVALID,
          "Run " + run.pipeline() + "/" + run.runId() + " has no log of a step " + step + ".",
          Suggestion.closest(step, begun)
              .map(name -> "Did you mean " + name + "?")
              .orElse("It has logs of " + String.join(", ", begun) + "."));
    }
    return step;
  }

  private BiConsumer<String, String> printer(Optional<String> step) {
    Style style = environment.terminal().outStyle();
    return step.isPresent()
        ? (name, line) -> environment.out().println(line)
        : (name, line) -> environment.out().println(style.cyan(name) + " | " + line);
  }
}
