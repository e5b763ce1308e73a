package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.release.gate.Gate;
import io.stillhouse.release.gate.GateCheck;
import io.stillhouse.release.gate.RunMetrics;
import io.stillhouse.release.promotion.Alias;
import io.stillhouse.release.promotion.Promotions;
import java.util.List;
import java.util.Optional;

/**
 * What a user wants a run to be judged by.
 *
 * @param gates all of which must be passed
 * @param baseline an alias of the run's experiment, or a run, that it is held against; empty
 *     without
 * @param withoutBaseline what becomes of the gates when no run bears that alias yet
 */
public record Gating(List<Gate> gates, Optional<String> baseline, WithoutBaseline withoutBaseline) {

  /** What happens where there is nothing to be held against. */
  public enum WithoutBaseline {
    FAIL,
    PASS
  }

  public Gating {
    gates = List.copyOf(gates);
    List<Gate> open = gates.stream().filter(Gate::needsBaseline).toList();
    if (baseline.isEmpty() && !open.isEmpty()) {
      throw new CliException(
          CliExit.INVALID,
          "--gate '" + open.get(0) + "' asks for a baseline, and there is no --baseline.",
          "Name a run, or an alias such as champion: --baseline champion.");
    }
  }

  /**
   * Finds the run that one of an experiment is held against, which is done before the run starts.
   *
   * @throws CliException if there is none and that is not allowed
   */
  public GateCheck check(ArtifactStore store, String experiment) {
    return new GateCheck(gates, baseline.flatMap(named -> find(store, experiment, named)));
  }

  private Optional<GateCheck.Baseline> find(
      ArtifactStore store, String experiment, String reference) {
    Optional<RunLayout> promoted =
        alias(experiment, reference)
            .flatMap(new Promotions(store)::current)
            .map(Promotions.Numbered::run);
    StoredRuns runs = new StoredRuns(store);
    Optional<StoredRun> run =
        promoted.isPresent()
            ? Optional.of(
                runs.read(promoted.get())
                    .orElseThrow(() -> gone(experiment, reference, promoted.get())))
            : runs.lookUp(reference);
    if (run.isEmpty() && withoutBaseline == WithoutBaseline.FAIL) {
      throw new CliException(
          CliExit.INVALID,
          "There is nothing to be held against: no run of the experiment "
              + experiment
              + " is its "
              + reference
              + ", and no run is called that.",
          "stillhouse promote RUN "
              + reference
              + " makes one; --without-baseline pass lets the first run pass.");
    }
    return run.map(
        held ->
            new GateCheck.Baseline(
                reference, held.layout(), RunMetrics.of(held.displayName(), held.ended())));
  }

  private static Optional<Alias> alias(String experiment, String reference) {
    try {
      return Optional.of(new Alias(experiment, reference));
    } catch (IllegalArgumentException noLabel) {
      return Optional.empty(); // such as digits/latest
    }
  }

  private static CliException gone(String experiment, String alias, RunLayout run) {
    return new CliException(
        CliExit.INVALID,
        "The " + alias + " of " + experiment + ", " + StoredRun.displayName(run) + ", is gone.",
        "stillhouse promote RUN " + alias + " names another.");
  }
}
