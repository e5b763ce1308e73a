package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.text.Style;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.reading.RunReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Prints the logs of a run. */
public final class LogView {
  private static final long POLL_MILLIS = 250;

  /** A controller in a cluster that is lost is replaced, and takes the run over after a while. */
  private static final Duration REPLACED_WITHIN = Duration.ofSeconds(90);

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final RunLayout run;
  private final Set<String> steps;
  private final StepLogs logs;
  private final Duration replacement;

  public LogView(CliEnvironment environment, ArtifactStore store, StoredRun run) {
    this.environment = environment;
    this.store = store;
    this.run = run.layout();
    this.steps =
        run.view().steps().stream()
            .map(step -> step.step().getName())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.logs = new StepLogs(store, run.layout());
    this.replacement = "file".equals(store.root().getScheme()) ? Duration.ZERO : REPLACED_WITHIN;
  }

  /**
   * Prints what has been written by now.
   *
   * @throws CliException if there is no such step or attempt
   */
  public void print(Optional<String> step, Optional<Integer> attempt) {
    List<String> shown = step.map(this::known).map(List::of).orElseGet(this::begun);
    BiConsumer<String, String> printer = printer(step);
    for (String name : shown) {
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
   * Prints what has been written and what is being written, until the step or the run has ended,
   * nobody is at work on the run any more, or nobody reads any more.
   *
   * @throws CliException if there is no such step
   */
  public void follow(Optional<String> step) throws InterruptedException {
    step.ifPresent(this::known);
    RunReader reader = new RunReader(store);
    BiConsumer<String, String> printer = printer(step);
    Map<String, Integer> current = new HashMap<>();
    boolean ended;
    boolean abandoned;
    long attendedNanos = System.nanoTime();
    do {
      // Asked before reading, so that what was written last is still read; and in this order, for
      // whoever is at work writes the outcome before it leaves.
      boolean atWork = reader.isAtWork(run);
      ended = hasEnded(step);
      boolean attended = atWork || begun().isEmpty();
      if (attended) {
        attendedNanos = System.nanoTime();
      }
      abandoned = !ended && !attended && System.nanoTime() - attendedNanos >= replacement.toNanos();
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
      if (environment.out().checkError()) {
        return;
      }
      if (!ended && !abandoned) {
        Thread.sleep(POLL_MILLIS);
      }
    } while (!ended && !abandoned);
    current.forEach((name, attempt) -> logs.finish(name, attempt, printer));
    if (abandoned) {
      String name = StoredRun.displayName(run);
      environment
          .err()
          .println("Nobody is at work on " + name + ": stillhouse resume " + name + " goes on.");
    }
  }

  private boolean hasEnded(Optional<String> step) {
    return (step.isPresent() && store.read(run.stepOutcome(step.get())).isPresent())
        || store.read(run.outcome()).isPresent();
  }

  private List<String> begun() {
    return store.children(run.folder());
  }

  private String known(String step) {
    Set<String> known = new LinkedHashSet<>(steps);
    known.addAll(begun());
    if (!known.contains(step)) {
      throw new CliException(
          CliExit.INVALID,
          "Run " + StoredRun.displayName(run) + " has no step " + step + ".",
          Suggestion.closest(step, known)
              .map(name -> "Did you mean " + name + "?")
              .orElse("It has " + String.join(", ", known) + "."));
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
