package io.stillhouse.server.compare;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.value.Value;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.v1.StepTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters with which steps were carried out. A step that the cache served was carried out in
 * another run, with the same ones: its key is made of them.
 */
final class StepParameters {
  private static final int MOST_AT_ONCE = 100;

  private final RunStore index;
  private final RunRecordCache records;

  StepParameters(RunStore index, RunRecordCache records) {
    this.index = index;
    this.records = records;
  }

  /** The values of each run, by {@code step.parameter}; none of steps that nothing is known of. */
  List<Map<String, Value>> of(List<RunDetails> runs) {
    Map<String, RunDetails> sources = sources(runs);
    List<Map<String, Value>> values = new ArrayList<>();
    for (RunDetails run : runs) {
      Map<String, Value> ofRun = new HashMap<>();
      for (StepSummary step : run.steps()) {
        Optional<Map<String, Value>> parameters =
            step.cached()
                ? Optional.ofNullable(sources.get(step.cachedFrom()))
                    .flatMap(source -> carriedOut(source, step.cacheKey()))
                : parameters(run, step);
        parameters
            .orElse(Map.of())
            .forEach((name, value) -> ofRun.put(step.name() + "." + name, value));
      }
      values.add(ofRun);
    }
    return values;
  }

  /**
   * The runs that carried out what the cache served, by their names; not those that were deleted.
   */
  private Map<String, RunDetails> sources(List<RunDetails> runs) {
    Set<RunLayout> layouts = new LinkedHashSet<>();
    for (RunDetails run : runs) {
      for (StepSummary step : run.steps()) {
        if (step.cached() && !step.cachedFrom().isEmpty()) {
          layouts.add(Names.run("cached_from", step.cachedFrom()));
        }
      }
    }
    List<RunLayout> asked = List.copyOf(layouts);
    Map<String, RunDetails> sources = new HashMap<>();
    for (int from = 0; from < asked.size(); from += MOST_AT_ONCE) {
      index
          .details(asked.subList(from, Math.min(from + MOST_AT_ONCE, asked.size())))
          .forEach(source -> sources.put(source.summary().run().name(), source));
    }
    return sources;
  }

  private Optional<Map<String, Value>> carriedOut(RunDetails source, String cacheKey) {
    return source.steps().stream()
        .filter(step -> step.cacheKey().equals(cacheKey))
        .flatMap(step -> parameters(source, step).stream())
        .findFirst();
  }

  private Optional<Map<String, Value>> parameters(RunDetails run, StepSummary step) {
    if (step.attempts().isEmpty()) {
      return Optional.empty();
    }
    int last = step.attempts().get(step.attempts().size() - 1).number();
    return records
        .task(run.summary().run(), step.name(), last)
        .map(StepTask::getParametersMap)
        .map(Values::fromProto);
  }
}
