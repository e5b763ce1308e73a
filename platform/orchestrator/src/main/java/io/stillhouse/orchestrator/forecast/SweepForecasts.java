package io.stillhouse.orchestrator.forecast;

import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.model.plan.InputWiring;
import io.stillhouse.model.plan.OutputOf;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.value.Value;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.execution.RunContext;
import io.stillhouse.orchestrator.forecast.StepForecast.Fate;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks ahead over several runs. Which of their steps do the same work is told by recipes: a step's
 * recipe is its cache key with the recipes of its predecessors in the place of the digests of their
 * outputs. Equal recipes come to equal cache keys; different ones seldom do, as when two ways lead
 * to the same artifact, so that at most as many steps are computed as there are recipes.
 */
public final class SweepForecasts {
  private final PlanForecast forecasts;
  private final StepKeys keys;
  private final Map<Work, String> recipes = new HashMap<>();
  private final Map<String, Fate> fates = new LinkedHashMap<>();
  private final Map<String, StepOutcome> served = new HashMap<>();

  public SweepForecasts(PlanForecast forecasts, StepKeys keys) {
    this.forecasts = forecasts;
    this.keys = keys;
  }

  /** All that a recipe is made of and that the plan tells; looked up before anything is read. */
  private record Work(
      String component,
      Map<String, Value> parameters,
      Map<String, List<String>> inputs,
      Map<String, String> environment,
      long cpuMillis) {}

  /**
   * What these runs would do.
   *
   * @param runs the runs, which need not exist; programs and data of all are those of the keys
   * @throws IOException if a component or a source cannot be read
   */
  public SweepForecast of(List<RunContext> runs) throws IOException {
    int steps = 0;
    for (RunContext run : runs) {
      look(run);
      steps += run.plan().steps().size();
    }
    Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    fates.values().forEach(fate -> counts.merge(fate, 1, Integer::sum));
    return new SweepForecast(runs.size(), steps, fates.size(), counts);
  }

  private void look(RunContext run) throws IOException {
    Map<String, String> ofRun = new HashMap<>();
    Map<String, StepOutcome> known = new HashMap<>();
    for (PlannedStep step : run.plan().steps()) {
      String recipe = recipe(run, step, ofRun);
      ofRun.put(step.name(), recipe);
      if (!fates.containsKey(recipe)) {
        fates.put(recipe, forecasts.next(run, step, known).fate());
        Optional.ofNullable(known.get(step.name()))
            .ifPresent(outcome -> served.put(recipe, outcome));
      } else if (served.containsKey(recipe)) {
        known.put(step.name(), served.get(recipe).toBuilder().setStep(step.name()).build());
      }
    }
  }

  private String recipe(RunContext run, PlannedStep step, Map<String, String> before)
      throws IOException {
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, InputWiring> input : step.inputs().entrySet()) {
      List<String> sources = new ArrayList<>();
      for (OutputOf source : input.getValue().sources()) {
        sources.add(before.getOrDefault(source.step(), "") + "/" + source.output());
      }
      inputs.put(input.getKey(), sources);
    }
    if (run.whyCacheIsNotRead(step).isPresent()) {
      inputs.put("computed anew by", List.of(run.layout().name() + "/" + step.name()));
    } else if (!step.when().text().isEmpty()) {
      // Whether it runs at all may differ between runs with other parameters or other metrics.
      inputs.put("when", condition(run, step, before));
    }
    Work work =
        new Work(
            step.component().name(),
            step.parameters(),
            inputs,
            step.environment(),
            step.resources().cpuMillis());
    String recipe = recipes.get(work);
    if (recipe == null) {
      CacheKey key = keys.ofDigests(step, inputs);
      recipe = key.hex();
      recipes.put(work, recipe);
    }
    return recipe;
  }

  private static List<String> condition(
      RunContext run, PlannedStep step, Map<String, String> before) {
    List<String> parts = new ArrayList<>();
    parts.add(step.when().text());
    run.plan().parameters().forEach((name, value) -> parts.add(name + "=" + value.canonicalText()));
    step.when().steps().forEach(asked -> parts.add(before.getOrDefault(asked, asked)));
    return parts;
  }
}
