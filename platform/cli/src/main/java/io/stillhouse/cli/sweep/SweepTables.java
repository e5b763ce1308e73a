package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.sweep.table.Goal;
import io.stillhouse.sweep.table.Measured;
import io.stillhouse.sweep.table.SweepTable;
import io.stillhouse.v1.State;
import io.stillhouse.v1.Sweep;
import io.stillhouse.v1.SweepPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes tables of what the runs of a sweep measured. */
public final class SweepTables {
  private static final Pattern OF_STEP = Pattern.compile("steps\\.([a-z0-9-]+)\\.metrics\\.(.+)");
  private static final List<String> HEADLINES =
      List.of("student.accuracy", "student.auc", "validation.accuracy", "validation.auc");

  private final Sweep sweep;
  private final Map<SweepPoint, Map<String, Map<String, Double>>> metrics = new HashMap<>();
  private final List<String> parameters;

  /** Reads the runs of a sweep; of each point that one which succeeded last. */
  public SweepTables(ArtifactStore store, Sweep sweep) {
    this.sweep = sweep;
    this.parameters =
        sweep.getParametersList().stream().filter(name -> !name.equals(sweep.getSeeds())).toList();
    SweepRuns runs = SweepRuns.read(store, sweep.getPipeline(), sweep.getName());
    for (SweepPoint point : sweep.getPointsList()) {
      runs.findByMessage(point.getParametersMap())
          .filter(run -> run.state() == State.SUCCEEDED)
          .ifPresent(run -> metrics.put(point, inPlanOrder(run)));
    }
  }

  private static Map<String, Map<String, Double>> inPlanOrder(StoredRun run) {
    Map<String, Map<String, Double>> bySteps = new LinkedHashMap<>();
    run.ended().stream()
        .filter(step -> step.getState() == State.SUCCEEDED)
        .forEach(step -> bySteps.put(step.getStep(), step.getResult().getMetricsMap()));
    return bySteps;
  }

  /** The metrics that the runs have. */
  public SortedSet<String> metrics() {
    SortedSet<String> known = new TreeSet<>();
    metrics
        .values()
        .forEach(steps -> steps.values().forEach(values -> known.addAll(values.keySet())));
    return known;
  }

  /** The metric that tells most about the runs, if they have one of which that is known. */
  public Optional<String> headline() {
    Set<String> known = metrics();
    return HEADLINES.stream().filter(known::contains).findFirst();
  }

  /**
   * One table for each metric.
   *
   * @param wanted the metrics; empty: the headline of the runs
   * @param baseline what tells the row that the others are held against; empty: none
   * @param goal which values are good; empty: as the metric's name tells
   * @throws CliException if no run has a metric, or not exactly one row is the baseline
   */
  public List<SweepTable> of(
      List<String> wanted, Map<String, String> baseline, Optional<Goal> goal) {
    SortedSet<String> known = metrics();
    if (known.isEmpty()) {
      throw new CliException(
          CliExit.INVALID,
          "No run of the sweep " + sweep.getName() + " has succeeded yet, so there are no metrics.",
          "stillhouse runs --label sweep=" + sweep.getName() + " shows how they are.");
    }
    List<String> chosen = wanted.isEmpty() ? headline().stream().toList() : wanted;
    if (chosen.isEmpty()) {
      throw new CliException(
          CliExit.INVALID, "Say which metric with --metric: " + String.join(", ", known) + ".");
    }
    return chosen.stream()
        .map(metric -> table(metric, known, baseline, goal.orElse(Goal.ofMetric(metric))))
        .toList();
  }

  private SweepTable table(
      String metric, Set<String> known, Map<String, String> baseline, Goal goal) {
    List<Measured> rows = rows(metric);
    if (rows.stream().allMatch(row -> row.values().isEmpty())) {
      throw new CliException(
          CliExit.INVALID,
          "No run of the sweep " + sweep.getName() + " has a metric " + metric + ".",
          Suggestion.closest(metric, known)
              .map(meant -> "Did you mean " + meant + "?")
              .orElse("There is " + String.join(", ", known) + "."));
    }
    Optional<Measured> other =
        baseline.isEmpty() ? Optional.empty() : Optional.of(baseline(rows, baseline));
    return SweepTable.of(sweep.getName(), metric, goal, parameters, sweep.getSeeds(), rows, other);
  }

  private List<Measured> rows(String metric) {
    Map<Map<String, String>, Map<String, Double>> values = new LinkedHashMap<>();
    Map<Map<String, String>, Integer> asked = new HashMap<>();
    for (SweepPoint point : sweep.getPointsList()) {
      Map<String, String> combination = new LinkedHashMap<>();
      parameters.forEach(
          name -> text(point, name).ifPresent(value -> combination.put(name, value)));
      Map<String, Double> ofCombination =
          values.computeIfAbsent(combination, first -> new LinkedHashMap<>());
      asked.merge(combination, 1, Integer::sum);
      value(point, metric)
          .ifPresent(value -> ofCombination.put(text(point, sweep.getSeeds()).orElse(""), value));
    }
    List<Measured> rows = new ArrayList<>();
    values.forEach(
        (combination, measured) ->
            rows.add(new Measured(combination, measured, asked.getOrDefault(combination, 0))));
    return rows;
  }

  private static Optional<String> text(SweepPoint point, String parameter) {
    return Optional.ofNullable(point.getParametersMap().get(parameter))
        .map(Values::fromProto)
        .map(io.stillhouse.model.sweep.SweepPoint::text);
  }

  /** As filters of the index have it: of the last step that has it, or of a step that is named. */
  private Optional<Double> value(SweepPoint point, String metric) {
    Map<String, Map<String, Double>> steps = metrics.getOrDefault(point, Map.of());
    Matcher ofStep = OF_STEP.matcher(metric);
    if (ofStep.matches()) {
      return Optional.ofNullable(
          steps.getOrDefault(ofStep.group(1), Map.of()).get(ofStep.group(2)));
    }
    return steps.values().stream()
        .flatMap(values -> Optional.ofNullable(values.get(metric)).stream())
        .reduce((earlier, later) -> later);
  }

  private Measured baseline(List<Measured> rows, Map<String, String> wanted) {
    for (String name : wanted.keySet()) {
      if (!parameters.contains(name)) {
        throw new CliException(
            CliExit.INVALID,
            "--baseline "
                + name
                + ": the sweep's rows are told apart by "
                + (parameters.isEmpty() ? "nothing: there is one" : String.join(", ", parameters))
                + ".",
            Suggestion.closest(name, parameters)
                .map(meant -> "Did you mean " + meant + "?")
                .orElse(""));
      }
    }
    List<Measured> found =
        rows.stream()
            .filter(row -> row.combination().entrySet().containsAll(wanted.entrySet()))
            .toList();
    if (found.size() != 1) {
      throw new CliException(
          CliExit.INVALID,
          "--baseline "
              + new Measured(wanted, Map.of(), 0).inWords()
              + (found.isEmpty() ? " is no row." : " is more than one row:"),
          (found.isEmpty() ? rows : found)
              .stream().map(Measured::inWords).limit(10).collect(Collectors.joining("; ")));
    }
    return found.get(0);
  }
}
