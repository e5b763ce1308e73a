package io.stillhouse.cli.plan;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.Table;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.value.Value;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.forecast.StepForecast;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.orchestrator.run.RunRequest.CacheUse;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a plan: its graph, and what the cache would serve. */
public final class PlanPage {
  private final PrintWriter out;
  private final Style style;

  private final Plan plan;
  private final List<StepForecast> forecasts;

  private PlanPage(CliEnvironment environment, Plan plan, List<StepForecast> forecasts) {
    this.out = environment.out();
    this.style = environment.terminal().outStyle();
    this.plan = plan;
    this.forecasts = forecasts;
  }

  /** The plan with what the store's cache would make of it now. */
  public static PlanPage of(
      CliEnvironment environment, ArtifactStore store, ReadPlan read, RunBackend backend) {
    RunRequest request =
        new RunRequest(
            read.plan(),
            read.components(),
            read.folder(),
            Optional.empty(),
            Map.of(),
            CacheUse.READ_AND_WRITE,
            ResourceLimits.NONE,
            backend);
    List<StepForecast> forecasts =
        new RunController(store, environment.variables(), environment.clock()).forecast(request);
    return new PlanPage(environment, read.plan(), forecasts);
  }

  /** For a person. */
  public void print() {
    out.println(style.bold(plan.definition().name()) + "  " + plan.definition().description());
    plan.parameters()
        .forEach((name, value) -> out.println("  " + name + " = " + value.canonicalText()));
    out.println();
    Table graph = new Table("STEP", "COMPONENT", "AFTER", "RESOURCES", "WHEN");
    for (PlannedStep step : plan.steps()) {
      graph.row(
          step.name(),
          step.component().name(),
          step.upstream().isEmpty() ? "-" : String.join(", ", step.upstream()),
          inShort(step.resources()),
          step.when().text());
    }
    graph.print(out, style);
    out.println();
    for (PlannedStep step : plan.steps()) {
      StepForecast forecast = forecast(step);
      out.println(
          glyph(forecast.fate())
              + " "
              + step.name()
              + ": "
              + inWords(forecast.fate())
              + style.dim(", " + forecast.reason()));
    }
    out.println();
    out.println(summary());
  }

  /** For a program. */
  public void json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipeline", plan.definition().name());
    json.put("experiment", plan.definition().experiment());
    json.put("parameters", literals(plan.parameters()));
    List<Map<String, Object>> steps = new ArrayList<>();
    for (PlannedStep step : plan.steps()) {
      StepForecast forecast = forecast(step);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", step.name());
      entry.put("component", step.component().name());
      entry.put("upstream", step.upstream());
      entry.put("parameters", literals(step.parameters()));
      entry.put("cpuMillis", step.resources().cpuMillis());
      entry.put("memoryBytes", step.resources().memoryBytes());
      entry.put("gpus", step.resources().gpus());
      entry.put("when", step.when().text());
      entry.put("forecast", forecast.fate().name().toLowerCase(Locale.ROOT));
      entry.put("reason", forecast.reason());
      if (!forecast.cachedFrom().isEmpty()) {
        entry.put("cachedFrom", forecast.cachedFrom());
      }
      steps.add(entry);
    }
    json.put("steps", steps);
    Json.print(out, json);
  }

  private static Map<String, Object> literals(Map<String, Value> values) {
    Map<String, Object> literals = new LinkedHashMap<>();
    values.forEach((name, value) -> literals.put(name, new Json.Literal(value.canonicalText())));
    return literals;
  }

  private StepForecast forecast(PlannedStep step) {
    return forecasts.stream()
        .filter(forecast -> forecast.step().equals(step.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("There is no forecast of step " + step.name() + "."));
  }

  private static String inShort(ResourceRequest resources) {
    String cpu =
        resources.cpuMillis() % 1000 == 0
            ? "cpu " + resources.cpuMillis() / 1000
            : "cpu " + resources.cpuMillis() + "m";
    String gpus = resources.gpus() == 0 ? "" : ", " + Figures.count(resources.gpus(), "GPU");
    return cpu + ", " + Figures.size(resources.memoryBytes()) + gpus;
  }

  private String glyph(StepForecast.Fate fate) {
    return switch (fate) {
      case CACHED -> style.green(style.glyphs().succeeded());
      case RUNS -> style.cyan(style.glyphs().bullet());
      case SKIPPED -> style.dim(style.glyphs().skipped());
      case OPEN -> style.yellow(style.glyphs().pending());
    };
  }

  private static String inWords(StepForecast.Fate fate) {
    return switch (fate) {
      case CACHED -> "from the cache";
      case RUNS -> "runs";
      case SKIPPED -> "is skipped";
      case OPEN -> "is open";
    };
  }

  private String summary() {
    Map<StepForecast.Fate, Long> counts =
        forecasts.stream()
            .collect(Collectors.groupingBy(StepForecast::fate, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    parts.add(Figures.count(forecasts.size(), "step"));
    for (StepForecast.Fate fate : StepForecast.Fate.values()) {
      Long count = counts.get(fate);
      if (count != null) {
        parts.add(
            count
                + switch (fate) {
                  case CACHED -> " from the cache";
                  case RUNS -> " to run";
                  case SKIPPED -> " skipped";
                  case OPEN -> " open";
                });
      }
    }
    return parts.get(0) + ": " + String.join(", ", parts.subList(1, parts.size()));
  }
}
