package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.Interrupts;
import io.stillhouse.cli.progress.RunDisplay;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.Terminal;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.release.gate.GateCheck;
import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes a run to its end before the eyes of a user, who may interrupt it. */
public final class RunSession {
  // Fits a narrow window.
  private static final String CANCELING_LIVE = "Canceling; Ctrl-C again ends at once.";
  private static final String CANCELING =
      "Canceling the run; its steps get time to save their work. Ctrl-C again ends at once.";

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final RunController controller;
  private final Form form;
  private final Optional<GateCheck> gates;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  /** What goes to standard output. */
  public enum Form {
    /** Progress and results for a person. */
    TEXT,
    /** The run as JSON, once it has ended; progress goes to standard error. */
    JSON
  }

  /** How a run is taken to its end. */
  @FunctionalInterface
  public interface Execution {
    RunOutcome execute(RunLayout run, RunListener listener);
  }

  /**
   * A session in which a run that succeeds has to pass gates as well.
   *
   * @param gates empty: success is enough
   */
  public RunSession(
      CliEnvironment environment,
      ArtifactStore store,
      RunController controller,
      Form form,
      Optional<GateCheck> gates) {
    this.environment = environment;
    this.store = store;
    this.controller = controller;
    this.form = form;
    this.gates = gates;
  }

  /** Executes the run, shows it, and says with which exit code the command ends. */
  public CliExit watch(RunLayout layout, Execution execution) {
    RunOutcome outcome;
    try (RunWatch watch = new RunWatch(store, display(), environment.clock());
        Interrupts.Subscription subscription =
            environment.interrupts().subscribe(() -> interrupt(layout, watch))) {
      outcome = execution.execute(layout, watch);
    }
    StoredRun run =
        new StoredRuns(store)
            .read(layout)
            .orElseThrow(() -> new IllegalStateException("The run " + layout.name() + " is gone."));
    Optional<GateReport> report =
        outcome.getState() == State.SUCCEEDED
            ? gates.map(check -> new GateJudge(environment, store).judge(check, run))
            : Optional.empty();
    if (form == Form.JSON) {
      new RunPage(environment, store).json(run);
    } else {
      print(run);
      report.ifPresent(judged -> GatePage.print(judged, environment));
    }
    return report.isPresent() && !report.get().getPassed() ? CliExit.GATE_FAILED : exit(outcome);
  }

  private CliExit exit(RunOutcome outcome) {
    if (outcome.getState() == State.SUCCEEDED) {
      return CliExit.OK;
    }
    return interrupted.get() ? CliExit.INTERRUPTED : CliExit.FAILED;
  }

  private void interrupt(RunLayout layout, RunWatch watch) {
    interrupted.set(true);
    if (isLive()) {
      watch.notice(CANCELING_LIVE);
    } else {
      environment.err().println(CANCELING);
      environment.err().flush();
    }
    try {
      controller.cancel(layout);
    } catch (InvalidRunException alreadyEnded) {
      // It ended in this very moment: there is nothing left to cancel.
      return;
    }
  }

  private boolean isLive() {
    Terminal terminal = environment.terminal();
    return form == Form.JSON ? terminal.stderr() : terminal.stdout();
  }

  private RunDisplay display() {
    Terminal terminal = environment.terminal();
    boolean toErr = form == Form.JSON;
    PrintWriter writer = toErr ? environment.err() : environment.out();
    Style style = toErr ? terminal.errStyle() : terminal.outStyle();
    return isLive() ? RunDisplay.live(writer, style, terminal.size()) : RunDisplay.lines(writer);
  }

  private void print(StoredRun run) {
    PrintWriter out = environment.out();
    Style style = environment.terminal().outStyle();
    StorePaths paths = new StorePaths(environment, store);
    out.println();
    new Failures(paths, style).lines(run).forEach(out::println);
    out.println(
        verdict(run, style)
            + " "
            + run.displayName()
            + " in "
            + Figures.duration(run.duration(environment.clock().instant()))
            + cached(run));
    Headline.of(run.ended())
        .map(Headline::lines)
        .orElse(List.of())
        .forEach(line -> out.println("  " + line));
    new Reports(store)
        .find(run, Reports.Form.HTML)
        .ifPresent(key -> out.println("  report: " + paths.of(key)));
    if (run.state() != State.SUCCEEDED) {
      out.println("  stillhouse resume " + run.displayName() + " goes on from what has succeeded.");
    }
    out.flush();
  }

  private static String verdict(StoredRun run, Style style) {
    return switch (run.state()) {
      case SUCCEEDED -> style.green("SUCCEEDED");
      case CANCELED -> style.yellow("CANCELED");
      default -> style.red(run.state().name());
    };
  }

  private static String cached(StoredRun run) {
    long cached = run.ended().stream().filter(step -> step.getCached()).count();
    return cached == 0
        ? ""
        : ", "
            + cached
            + " of "
            + Figures.count(run.view().steps().size(), "step")
            + " from the cache";
  }
}
