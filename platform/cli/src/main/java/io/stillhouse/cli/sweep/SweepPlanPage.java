package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.definition.ReadSweep;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Style;
import io.stillhouse.model.plan.SweepPlan.PlannedRun;
import io.stillhouse.model.sweep.SweepPoint;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.forecast.StepForecast.Fate;
import io.stillhouse.orchestrator.forecast.SweepForecast;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.v1.State;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows which runs a sweep has and how much work they are. */
public final class SweepPlanPage {
  private static final int SHOWN_RUNS = 40;

  private final CliEnvironment environment;
  private final ReadSweep read;
  private final String name;
  private final List<Optional<State>> states;
  private final SweepForecast forecast;

  private SweepPlanPage(
      CliEnvironment environment,
      ReadSweep read,
      String name,
      List<Optional<State>> states,
      SweepForecast forecast) {
    this.environment = environment;
    this.read = read;
    this.name = name;
    this.states = states;
    this.forecast = forecast;
  }

  /** The plan with what the store's cache would make of it now. */
  public static SweepPlanPage of(
      CliEnvironment environment, ArtifactStore store, ReadSweep read, SweepLaunch launch) {
    String name = launch.name().map(SweepName::checked).orElseGet(() -> SweepName.of(read.plan()));
    SweepRuns runs = SweepRuns.read(store, read.plan().definition().name(), name);
    List<RunRequest> requests =
        read.plan().runs().stream()
            .map(
                run ->
                    new RunRequest(
                        run.plan(),
                        read.components(),
                        read.folder(),
                        launch.experiment(),
                        SweepLabels.of(name, run.point(), launch.labels()),
                        launch.cacheUse(),
                        launch.limits(),
                        launch.backend()))
            .toList();
    SweepForecast forecast =
        new RunController(store, environment.variables(), environment.clock()).forecast(requests);
    List<Optional<State>> states =
        read.plan().runs().stream()
            .map(run -> runs.find(run.plan().parameters()).map(StoredRun::state))
            .toList();
    return new SweepPlanPage(environment, read, name, states, forecast);
  }

  /** For a person. */
  public void print() {
    PrintWriter out = environment.out();
    Style style = environment.terminal().outStyle();
    out.println(style.bold(name) + "  " + read.plan().definition().name());
    out.println();
    read.plan()
        .matrix()
        .axes()
        .forEach(
            (axis, values) ->
                out.println(
                    "  "
                        + axis
                        + ": "
                        + String.join(", ", values.stream().map(SweepPoint::text).toList())
                        + (read.plan().matrix().seeds().equals(Optional.of(axis))
                            ? style.dim("  (averaged over)")
                            : "")));
    out.println();
    List<PlannedRun> runs = read.plan().runs();
    for (int i = 0; i < Math.min(SHOWN_RUNS, runs.size()); i++) {
      out.println(
          "  "
              + runs.get(i).point().inWords()
              + states.get(i).map(state -> style.dim("  " + inWords(state))).orElse(""));
    }
    if (runs.size() > SHOWN_RUNS) {
      out.println("  and " + (runs.size() - SHOWN_RUNS) + " more");
    }
    out.println();
    out.println(summary());
  }

  /** For a program. */
  public void json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sweep", name);
    json.put("pipeline", read.plan().definition().name());
    json.put("steps", forecast.steps());
    json.put("distinctSteps", forecast.distinct());
    Map<String, Object> fates = new LinkedHashMap<>();
    forecast
        .fates()
        .forEach((fate, count) -> fates.put(fate.name().toLowerCase(Locale.ROOT), count));
    json.put("forecast", fates);
    List<Map<String, Object>> runs = new ArrayList<>();
    for (int i = 0; i < read.plan().runs().size(); i++) {
      Map<String, Object> run = new LinkedHashMap<>();
      Map<String, Object> parameters = new LinkedHashMap<>();
      read.plan()
          .runs()
          .get(i)
          .point()
          .parameters()
          .forEach(
              (parameter, value) ->
                  parameters.put(parameter, new Json.Literal(value.canonicalText())));
      run.put("parameters", parameters);
      states.get(i).ifPresent(state -> run.put("state", state.name()));
      runs.add(run);
    }
    json.put("runs", runs);
    Json.print(environment.out(), json);
  }

  private static String inWords(State state) {
    return state == State.SUCCEEDED
        ? "has succeeded, stays"
        : "is there: " + state.name().toLowerCase(Locale.ROOT);
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    count(Fate.CACHED, "from the cache", parts);
    count(Fate.RUNS, "to run", parts);
    count(Fate.OPEN, "whose inputs are not there yet", parts);
    count(Fate.SKIPPED, "skipped", parts);
    return Figures.count(forecast.runs(), "run")
        + " of together "
        + Figures.count(forecast.steps(), "step")
        + ", of which "
        + forecast.distinct()
        + " differ and the others are shared: "
        + String.join(", ", parts);
  }

  private void count(Fate fate, String words, List<String> parts) {
    Integer count = forecast.fates().get(fate);
    if (count != null) {
      parts.add(count + " " + words);
    }
  }
}
