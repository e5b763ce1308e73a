package io.stillhouse.cli.runs;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.v1.CacheEntry;
import io.stillhouse.v1.StepOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two runs.
 *
 * @param first the run compared with
 * @param second the run that is compared
 * @param parameters the run's parameters with different values
 * @param definition the definition's differences as a unified diff; empty when it is the same
 * @param steps by step, what its work depends on and is different: the component's digest,
 *     parameters, inputs, environment
 * @param metrics by step and metric, joined by a blank, every metric that either run has
 */
public record RunDifference(
    StoredRun first,
    StoredRun second,
    SortedMap<String, Change<String>> parameters,
    List<String> definition,
    SortedMap<String, SortedMap<String, Change<String>>> steps,
    SortedMap<String, Change<Double>> metrics) {
  private static final int CONTEXT = 2;

  /**
   * A value in both runs.
   *
   * @param before in the first; empty when it has none
   * @param after in the second; empty when it has none
   */
  public record Change<T>(Optional<T> before, Optional<T> after) {
    boolean isChange() {
      return !before.equals(after);
    }
  }

  public static RunDifference between(ArtifactStore store, StoredRun first, StoredRun second) {
    SortedMap<String, SortedMap<String, Change<String>>> steps = new TreeMap<>();
    SortedMap<String, Change<Map<String, String>>> parts =
        changes(keyParts(store, first), keyParts(store, second));
    parts.forEach(
        (step, change) -> {
          SortedMap<String, Change<String>> changed =
              onlyChanges(
                  changes(change.before().orElse(Map.of()), change.after().orElse(Map.of())));
          if (!changed.isEmpty() && change.before().isPresent() && change.after().isPresent()) {
            steps.put(step, changed);
          }
        });
    return new RunDifference(
        first,
        second,
        onlyChanges(changes(parameters(first), parameters(second))),
        unified(store, first, second),
        steps,
        changes(metrics(first), metrics(second)));
  }

  private static Map<String, String> parameters(StoredRun run) {
    Map<String, String> values = new TreeMap<>();
    run.run()
        .getParametersMap()
        .forEach((name, value) -> values.put(name, Values.fromProto(value).canonicalText()));
    return values;
  }

  private static Map<String, Double> metrics(StoredRun run) {
    Map<String, Double> values = new TreeMap<>();
    run.metrics()
        .forEach(
            (step, metrics) ->
                metrics.forEach((name, value) -> values.put(step + " " + name, value)));
    return values;
  }

  /** What was hashed into the cache key of each step: known of the steps that may be cached. */
  private static Map<String, Map<String, String>> keyParts(ArtifactStore store, StoredRun run) {
    Map<String, Map<String, String>> parts = new TreeMap<>();
    for (StepOutcome step : run.ended()) {
      if (!step.getCacheKey().isEmpty()) {
        ProtoJson.read(
                store, RunLayout.cacheEntry(step.getCacheKey()), CacheEntry.getDefaultInstance())
            .ifPresent(entry -> parts.put(step.getStep(), entry.getKeyPartsMap()));
      }
    }
    return parts;
  }

  private static List<String> unified(ArtifactStore store, StoredRun first, StoredRun second) {
    List<String> before = definition(store, first);
    List<String> after = definition(store, second);
    return UnifiedDiffUtils.generateUnifiedDiff(
        first.displayName(), second.displayName(), before, DiffUtils.diff(before, after), CONTEXT);
  }

  private static List<String> definition(ArtifactStore store, StoredRun run) {
    return store
        .read(run.layout().definition())
        .map(text -> new String(text, StandardCharsets.UTF_8).lines().toList())
        .orElse(List.of());
  }

  private static <T> SortedMap<String, Change<T>> changes(
      Map<String, T> before, Map<String, T> after) {
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    SortedMap<String, Change<T>> changes = new TreeMap<>();
    for (String name : names) {
      changes.put(
          name,
          new Change<>(
              Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))));
    }
    return changes;
  }

  private static <T> SortedMap<String, Change<T>> onlyChanges(SortedMap<String, Change<T>> all) {
    SortedMap<String, Change<T>> changed = new TreeMap<>(all);
    changed.values().removeIf(change -> !change.isChange());
    return changed;
  }

  /** Whether the runs were asked to do the same. */
  public boolean isSameRequest() {
    return parameters.isEmpty() && definition.isEmpty() && steps.isEmpty();
  }

  /** The steps of one run that the other has not. */
  public List<String> stepsOnlyIn(StoredRun one, StoredRun other) {
    List<String> names = new ArrayList<>(one.ended().stream().map(StepOutcome::getStep).toList());
    other.ended().forEach(step -> names.removeIf(name -> Objects.equals(name, step.getStep())));
    return names;
  }
}
