package io.stillhouse.orchestrator.forecast;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.cache.CacheDecision;
import io.stillhouse.orchestrator.cache.StepCache;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.execution.Readiness;
import io.stillhouse.orchestrator.execution.RunContext;
import io.stillhouse.orchestrator.forecast.StepForecast.Fate;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks ahead: asks the cache as a run would, as far as the inputs are known. */
public final class PlanForecast {
  private final StepCache cache;
  private final StepKeys keys;

  public PlanForecast(StepCache cache, StepKeys keys) {
    this.cache = cache;
    this.keys = keys;
  }

  /**
   * What would become of each step, in plan order.
   *
   * @param run the run that is asked about; it need not exist
   * @throws IOException if a component or a source cannot be read
   */
  public List<StepForecast> of(RunContext run) throws IOException {
    Map<String, StepOutcome> known = new HashMap<>();
    List<StepForecast> forecasts = new ArrayList<>();
    for (PlannedStep step : run.plan().steps()) {
      forecasts.add(next(run, step, known));
    }
    return forecasts;
  }

  /**
   * What would become of a step.
   *
   * @param known the outcomes of those before it that are known by now; its own is added if it
   *     needs no run
   */
  StepForecast next(RunContext run, PlannedStep step, Map<String, StepOutcome> known)
      throws IOException {
    Set<String> unknown = new TreeSet<>(step.upstream());
    unknown.removeAll(known.keySet());
    return unknown.isEmpty()
        ? forecast(run, step, known)
        : new StepForecast(
            step.name(),
            Fate.OPEN,
            "its inputs are not known before " + String.join(", ", unknown),
            "");
  }

  private StepForecast forecast(RunContext run, PlannedStep step, Map<String, StepOutcome> known)
      throws IOException {
    Readiness readiness = Readiness.of(step, run.plan(), known);
    if (readiness instanceof Readiness.Skipped skipped) {
      known.put(
          step.name(),
          StepOutcome.newBuilder().setStep(step.name()).setState(State.SKIPPED).build());
      return new StepForecast(step.name(), Fate.SKIPPED, skipped.reason(), "");
    }
    if (readiness instanceof Readiness.Undecidable undecidable) {
      return new StepForecast(step.name(), Fate.OPEN, undecidable.problem(), "");
    }
    return ask(run, step, ((Readiness.Ready) readiness).inputs(), known);
  }

  private StepForecast ask(
      RunContext run,
      PlannedStep step,
      Map<String, InputArtifacts> inputs,
      Map<String, StepOutcome> known)
      throws IOException {
    Optional<String> unread = run.whyCacheIsNotRead(step);
    if (unread.isPresent()) {
      return new StepForecast(step.name(), Fate.RUNS, unread.get(), "");
    }
    RunLayout layout = run.layout();
    CacheDecision decision = cache.find(layout, step.name(), keys.of(step, inputs));
    if (decision instanceof CacheDecision.Hit hit) {
      known.put(
          step.name(),
          StepOutcome.newBuilder()
              .setStep(step.name())
              .setState(State.SUCCEEDED)
              .setResult(hit.result())
              .build());
      return new StepForecast(step.name(), Fate.CACHED, hit.reason(), hit.result().getRun());
    }
    return new StepForecast(step.name(), Fate.RUNS, decision.reason(), "");
  }
}
